// Runs inside a network namespace for the test outside: joins ports of the two.
import { connect, createServer } from 'node:net';

process.on('message', ({ listen, reach }, outer) => {
  if (listen !== undefined) handOut(listen);
  if (reach !== undefined) takeOver(outer, reach);
});
process.on('disconnect', () => process.exit());
process.send('ready');

/** Listens in here and gives the socket to the test, whose server then answers in this namespace. */
function handOut(port) {
  const server = createServer().listen(port, '127.0.0.1', () => {
    process.send('listening', server, () => server.close());
  });
}

/** Answers a socket of the test's by what a port in here says. */
function takeOver(server, port) {
  server.on('connection', (client) => { join(client, connect({ port, host: '127.0.0.1' })); });
  process.send('taken over');
}

function join(one, other) {
  for (const [from, to] of [[one, other], [other, one]]) {
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroySoon());
  }
}
