import { beginAccess, endAccess } from './host/access.ts';
import { guard } from './host/guard.ts';

/** One property per nginx directive; every handler is guarded. */
export default {
  /** `js_access` */
  access: guard(beginAccess, endAccess),
};
