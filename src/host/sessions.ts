/*
 * Who opened which session and task: a dictionary that all workers share and a reload keeps (http.conf). A value is the time from
 * which a use extends it, and the owner.
 */

/** Digits of a time in milliseconds. */
const timeLength = 13;

/** Looked up once for each context: it is the same for as long as one lives. */
const shared = typeof ngx === 'object' ? (ngx.shared['portcullis_sessions'] as NgxTextDict | undefined) : undefined;

/** Who opened what has this key (core/identity/binding.ts), if anybody did. That it is asked for is a use. */
export function ownerOf(key: string): string | undefined {
  const dictionary = open();
  // While it is extended it stands under its lock, and then again under its key.
  const value = dictionary.get(key) ?? dictionary.get(lockOf(key)) ?? dictionary.get(key);
  if (value === undefined) return undefined;
  const owner = value.slice(timeLength);
  // As texts, which begin with as many digits: to read a number takes QuickJS longer than all the rest of this.
  if (String(Date.now()) > value) write(dictionary, key, owner);
  return owner;
}

/** Keeps who opened it, unless somebody else had: false then. */
export function bind(key: string, owner: string): boolean {
  const known = ownerOf(key);
  if (known === undefined && write(open(), key, owner)) return true;
  // Another worker may have been quicker.
  return (known ?? ownerOf(key)) === owner;
}

/** What was opened is closed. */
export function unbind(key: string): void {
  const dictionary = open();
  dictionary.delete(lockOf(key));
  dictionary.delete(key);
}

function open(): NgxTextDict {
  if (shared === undefined) throw new Error('js_shared_dict_zone portcullis_sessions is missing; http.conf is of another version than the bundle');
  return shared;
}

/**
 * Writes under the key for the whole time of the zone, of which half must be over before it is written again; false when another
 * worker does, or has just done so for another owner.
 *
 * `set` is not used: where the zone is full it evicts the oldest to make room for the new value, which may be the very one it is
 * about to replace (njs 1.0.2).
 */
function write(dictionary: NgxTextDict, key: string, owner: string): boolean {
  const lock = lockOf(key);
  if (!add(dictionary, lock, 0, owner)) return false;
  const value = dictionary.get(key);
  const isTheirs = value !== undefined && value.slice(timeLength) !== owner;
  if (!isTheirs) {
    const half = (dictionary.ttl(lock) ?? 0) / 2;
    dictionary.delete(key);
    add(dictionary, key, Date.now() + half, owner);
  }
  dictionary.delete(lock);
  return !isTheirs;
}

/** Values and keys differ in size, so that a few evictions may not make enough room for one. */
const mostEvictions = 16;

function add(dictionary: NgxTextDict, key: string, time: number, owner: string): boolean {
  const value = `${String(Math.floor(time)).padStart(timeLength, '0')}${owner}`;
  for (let tried = 1; ; tried++) {
    try {
      return dictionary.add(key, value);
    } catch (full) {
      if (tried === mostEvictions) throw full;
    }
  }
}

function lockOf(key: string): string {
  return `lock ${key}`;
}
