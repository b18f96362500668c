import { beginAccess, endAccess } from './host/access.ts';
import { beginAnswer, closeAnswer, passAnswer, refuseAnswer } from './host/answer.ts';
import { guard, guardFilter } from './host/guard.ts';

/** One property per nginx directive; every handler is guarded. */
export default {
  /** `js_access` */
  access: guard(beginAccess, endAccess),
  /** `js_header_filter` */
  head: guardFilter(beginAnswer, refuseAnswer),
  /** `js_body_filter ... buffer_type=buffer` */
  body: guardFilter(passAnswer, closeAnswer),
};
