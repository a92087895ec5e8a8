/** A command for tests: does what its first argument says, with the stand-in that it is told of. */
import { spawn } from 'node:child_process';

const [what, ...rest] = process.argv.slice(2);
const {
  UNDERSTUDY_URL: url,
  UNDERSTUDY_ADMIN_URL: admin,
  UNDERSTUDY_ADMIN_TOKEN: token,
} = process.env;

switch (what) {
  case 'tell':
    console.log(JSON.stringify({ url, rest, given: process.env.GIVEN ?? null }));
    break;
  case 'log-in': {
    const answer = await fetch(`${url}/api/v2/me?subresources=*`, {
      headers: { authorization: 'Basic YTE6eA==' },
    });
    console.log(answer.status);
    break;
  }
  case 'miss':
    console.log((await fetch(`${url}/nowhere`, { method: 'POST' })).status);
    break;
  case 'ask-door': {
    const answer = await fetch(`${admin}${rest[0]}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    console.log(answer.status);
    break;
  }
  case 'exit':
    process.exitCode = Number(rest[0]);
    break;
  case 'die':
    process.kill(process.pid, rest[0]);
    setInterval(() => {}, 1000);
    break;
  case 'read':
    process.stdin.pipe(process.stdout);
    break;
  case 'orphan':
    // It holds our standard output, and a request that is never answered.
    spawn(process.execPath, [import.meta.filename, 'hold'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    }).stdout.once('data', (pid) => {
      console.log(String(pid).trim());
      process.exit(0);
    });
    break;
  case 'hold':
    console.log(process.pid);
    setInterval(() => {}, 1000);
    break;
  case 'wait-for-end':
    console.log(`waiting at ${url}`);
    process.stdin.resume();
    break;
  case 'wait':
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        console.log(`got ${signal}`);
        if (rest[0] !== 'stubborn') process.exit(7);
      });
    }
    console.log(`waiting at ${url}`);
    setInterval(() => {}, 1000);
    break;
  default:
    process.exitCode = 99;
}
