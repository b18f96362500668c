/** The form that asks for a token (RFC 7662, section 2.1). */
export function introspectionForm(token: string): string {
  return `token=${encode(token)}&token_type_hint=access_token`;
}

/** What is said before Base64 in `Authorization: Basic` (RFC 6749, section 2.3.1): both are encoded as in a form. */
export function clientCredentials(id: string, secret: string): string {
  return `${encode(id)}:${encode(secret)}`;
}

/** As in a form, where a blank may be `%20` as well as `+`; `encodeURIComponent` leaves five more characters than forms do. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
