/** `fetch` that cuts the first event stream which answers a request of this method after its first event, as a network does. */
export function cutOnce(method: string): { readonly fetch: typeof fetch; readonly wasCut: () => boolean } {
  let wasCut = false;
  return {
    wasCut: () => wasCut,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const isAsked = typeof init?.body === 'string' && init.body.includes(`"method":"${method}"`);
      if (wasCut || !isAsked || response.body === null || response.headers.get('content-type') !== 'text/event-stream') return response;
      wasCut = true;
      return new Response(cutAfterEvent(response.body), { status: response.status, headers: response.headers });
    },
  };
}

function cutAfterEvent(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let text = '';
  return new ReadableStream({
    async pull(controller) {
      while (!text.includes('\n\n')) {
        const { value, done } = await reader.read();
        if (done) throw new Error('the stream ended before its first event');
        text += Buffer.from(value).toString();
      }
      controller.enqueue(Buffer.from(text.slice(0, text.indexOf('\n\n') + 2)));
      await reader.cancel();
      controller.error(new TypeError('cut by the test'));
    },
  });
}
