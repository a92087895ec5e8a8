/** What serves, as a command that is started for it is told. */
export interface Served {
  /** Where desktops connect. */
  readonly url: string;
  /** The guarded door, if there is one. */
  readonly admin?: { readonly url: string; readonly token: string } | null | undefined;
}

/** What is added to the environment of the command. */
export function commandEnvironment({ url, admin }: Served): Readonly<Record<string, string>> {
  return {
    UNDERSTUDY_URL: reachable(url),
    ...(admin == null
      ? {}
      : { UNDERSTUDY_ADMIN_URL: reachable(admin.url), UNDERSTUDY_ADMIN_TOKEN: admin.token }),
  };
}

/** `0.0.0.0` and `::` are where one listens, not where one connects. */
function reachable(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}
