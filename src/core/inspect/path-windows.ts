/** Names that Windows opens as a device in every folder. */
const device = '(?:con|prn|aux|nul|clock\\$|conin\\$|conout\\$|(?:com|lpt)[\\d\u00b9\u00b2\u00b3])';
const bareDevice = new RegExp(`^${device}[.: ]*$`, 'i');
const deviceInFolder = new RegExp(`[\\\\/]${device}[ ]*(?:[.:\\\\/]|$)`, 'i');
/** `\\.\pipe\x`, `\\?\C:\x`, `\??\C:\x`: past all that is made of names. */
const rawDevice = /^\s*(?:[\\/]{2}[.?]|\\\?\?)\\/;
/** A stream beside a file's data: behind a drive, of an index, or a program. */
const stream = /^\s*[a-z]:[\\/][^:]*:|:\$(?:i30|data|index_allocation)|\.[a-z]{2,4}:[\w-]{1,64}\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs)$/i;
/** 8.3 names: of a path that is one of Windows', or as Windows writes them. */
const shortName = /[\\/][^\\/. ]{1,6}~\d(?![^\\/.])/;
const shortAsWritten = /^(?:[^~]*[\\/])?[A-Z0-9_]{6}~\d(?:\.[A-Z0-9]{1,3})?(?:[\\/]|$)/;
const windowsPath = /^\s*[a-z]:|\\/i;

/** Whether Windows may take a path for a device, a stream of a file, or a file of another name. */
export function isWindowsAlias(path: string): boolean {
  if (bareDevice.test(path) || rawDevice.test(path) || stream.test(path) || shortAsWritten.test(path)) return true;
  return windowsPath.test(path) && (shortName.test(path) || deviceInFolder.test(path));
}
