import { once } from 'node:events';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { dial, type Trust } from '../../capture/relay/dial.js';
import { targetAddress } from '../../capture/relay/target-address.js';
import { unreachableReason } from '../../capture/relay/unreachable-reason.js';
import type { Clock } from '../../time/clock.js';
import { type Check, failure, warning } from '../check.js';
import { validity } from '../validity.js';
import { told } from './told.js';
import { TooLate, within } from './within.js';

/** Whether an https target shows a certificate that is good: who signed it, for which name, until when. */
export async function trustCheck(
  target: URL,
  trust: Trust,
  limit: number,
  clock: Clock,
): Promise<Check> {
  // It is looked at in any case, so that all can be told that is wrong with it.
  const socket = dial({ target, trust: { ...trust, verify: false } }) as TLSSocket;
  socket.on('error', () => {});
  try {
    await within(clock, limit, once(socket, 'secureConnect'));
    const shown = socket.getPeerCertificate();
    const found = `${socket.getProtocol() ?? 'TLS'}, a certificate ${namesOf(shown)}`;
    const fault: unknown = socket.authorizationError;
    if (!fault) {
      const dates = { validFrom: shown.valid_from, validTo: shown.valid_to };
      return validity(
        'trust',
        `${found}, from an authority that is trusted`,
        dates,
        clock.now(),
        'have it renewed',
      );
    }
    const { text } = unreachableReason(socket, new Error(String(fault)));
    if (!trust.verify) {
      return warning(
        'trust',
        `${found}; ${text}, which --insecure does not heed`,
        'give its authority with --ca FILE instead: whoever stands in between can read passwords',
      );
    }
    return failure('trust', `${found}; ${text}`, adviceFor(String(fault), target));
  } catch (error) {
    if (error instanceof TooLate) {
      return failure(
        'trust',
        `the TLS handshake takes longer than ${limit} ms`,
        'check that https is spoken on that port',
      );
    }
    const { text } = unreachableReason(socket, error as NodeJS.ErrnoException);
    return failure(
      'trust',
      `no TLS connection can be made: ${text}`,
      /not speak https/u.test(text)
        ? `write --target http://${target.host}`
        : 'check the port, and that the server speaks TLS 1.2 or 1.3 and HTTP/1.1',
    );
  } finally {
    socket.destroy();
  }
}

function namesOf({ subjectaltname, subject }: PeerCertificate): string {
  const names = subjectaltname ?? (subject as { readonly CN?: string } | undefined)?.CN;
  return names === undefined ? 'without a name' : `for ${told(names)}`;
}

/** What OpenSSL and Node complain of, and what helps. */
function adviceFor(fault: string, target: URL): string {
  const { host, port } = targetAddress(target);
  if (fault === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `name the target by a name of the certificate, if need be through the hosts file; or --insecure, for a test`;
  }
  if (fault === 'CERT_HAS_EXPIRED') return 'have it renewed; --insecure until then, for a test';
  if (fault === 'CERT_NOT_YET_VALID') return "check this machine's clock";
  return `save the authority's certificate, and give it with --ca FILE; openssl s_client -showcerts -connect ${host}:${port} shows what the server sends`;
}
