/**
 * Members that client and server recognize each other's messages by, or that a client gives back as they came: masked, they
 * would break the protocol. Places as literals.ts names them.
 */
const opaque = /^\.(?:jsonrpc|id|method|params\.(?:progressToken|requestId|elicitationId|uri)|result\.(?:nextCursor|requestState)|(?:params|result\.tasks?|result)\.taskId|(?:params|result)\._meta\.(?:progressToken|io\.modelcontextprotocol\/.*))$/;

/** Whether a place holds what must not be changed. */
export function isOpaque(place: string): boolean {
  return opaque.test(place);
}
