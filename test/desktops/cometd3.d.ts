/** CometD's client of the 3.1 line comes without types; what is used of it is as in the newest one. */
declare module 'cometd3' {
  import type { CometD } from 'cometd';

  const library: { readonly CometD: typeof CometD };
  // biome-ignore lint/style/noDefaultExport: Node gives what a CommonJS module exports as default.
  export default library;
}
