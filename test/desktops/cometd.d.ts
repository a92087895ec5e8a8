/**
 * CometD's clients of the 3.1 and 4.0 lines come without types, and none of the older lines has them
 * for its extensions; what is used of them is as in the newest one.
 */
declare module 'cometd3' {
  import type { CometD } from 'cometd';

  const library: { readonly CometD: typeof CometD };
  // biome-ignore lint/style/noDefaultExport: Node gives what a CommonJS module exports as default.
  export default library;
}

declare module 'cometd4' {
  import type { CometD } from 'cometd';

  const library: { readonly CometD: typeof CometD };
  // biome-ignore lint/style/noDefaultExport: Node gives what a CommonJS module exports as default.
  export default library;
}

declare module 'cometd*/AckExtension.js' {
  import type { Extension } from 'cometd';

  const AckExtension: new () => Extension;
  // biome-ignore lint/style/noDefaultExport: Node gives what a CommonJS module exports as default.
  export default AckExtension;
}
