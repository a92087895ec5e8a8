import { request } from 'node:http';
import { logInPath, userName } from './office-recording.js';

/** A log-in as desktops do it, on a connection of its own; resolves when the answer is there. */
export function logInTo(url: string): Promise<void> {
  const password = Buffer.from(`${userName(1)}:secret`).toString('base64');
  const headers = { Authorization: `Basic ${password}` };
  return new Promise((resolve, reject) => {
    const asked = request(url + logInPath, { agent: false, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`no log-in: ${response.statusCode}`));
      response.resume().once('end', resolve).once('error', reject);
    });
    asked.once('error', reject).end();
  });
}
