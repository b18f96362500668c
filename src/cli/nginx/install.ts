/** An nginx that can run the gateway: programs as argv prefixes, since a private copy runs through its own loader. */
export interface NginxInstall {
  readonly nginx: readonly string[];
  /** The njs command-line interpreter, when there is one. */
  readonly njs?: readonly string[];
  /** The QuickJS command-line interpreter, when there is one. */
  readonly qjs?: readonly string[];
  /** What `load_module` needs; undefined when njs is built in. */
  readonly jsModule: string | undefined;
  readonly version: string;
  readonly njsVersion: string;
  /** Where it comes from, to say to the user. */
  readonly origin: string;
}
