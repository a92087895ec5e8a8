/** Replays with mountebank: `mountebank-process.js ENTRY PORT STUBS`: its package's main file, its own port, JSON. */
import { createRequire } from 'node:module';

interface Mountebank {
  create(options: object): Promise<unknown>;
}

const [entry = '', port = '', stubs = ''] = process.argv.slice(2);
const mountebank: Mountebank = createRequire(import.meta.url)(entry);
const host = '127.0.0.1';
await mountebank.create({
  port: Number(port),
  host,
  localOnly: true,
  ipWhitelist: ['*'],
  // A line for each request would cost it most of its time.
  log: { level: 'error', transports: { console: { colorize: false, format: 'simple' } } },
});
const answer = await fetch(`http://${host}:${port}/imposters`, {
  method: 'POST',
  body: JSON.stringify({ protocol: 'http', host, stubs: JSON.parse(stubs) }),
});
if (!answer.ok) throw new Error(`mountebank makes no imposter: ${await answer.text()}`);
const imposter = (await answer.json()) as { readonly port: number };
console.log(`listening on http://${host}:${imposter.port}`);
