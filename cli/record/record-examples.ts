/** Examples of what an operator sets, by what it is for; each line is a whole command. */
export const recordExamples = `
Examples:
  A server that names itself in what it says:
    understudy record --target http://gws.test:8080 --rewrite-origin --output monday.db

  https towards the server, whose authority is your own, and towards desktops:
    understudy record --target https://gws.test --ca ca.pem --rewrite-origin --listen 0.0.0.0:8443 --tls-cert desk.pem --tls-key desk.key
    understudy record --target https://gws.test --ca ca.pem --rewrite-origin --tls-self-signed

  Without customers' personal data, and without what else is secret:
    understudy record --target http://gws.test:8080 --redact pii --redact-name customerNumber
    understudy record --target http://gws.test:8080 --redact-path '/**/attachments/*/name' --redact-pattern '\\b\\d{16}\\b'

  Two operations, and nothing on these paths:
    understudy record --target http://gws.test:8080 --only Accept Complete --exclude /static '**/*.png'

  To see what passes on a page:
    understudy record --target http://gws.test:8080 --ui
    understudy record --target http://gws.test:8080 --ui 127.0.0.1:9000 --output monday.db

  A test suite that is told the address in UNDERSTUDY_URL, and its exit status in the end:
    understudy record --target http://gws.test:8080 --output suite.db -- npm test

  Left running for days, a new file each day and after 2 GiB, and watched:
    understudy record --target http://gws.test:8080 --wait-target --rotate 24h --max-size 2GiB --output week.db
    understudy record --target http://gws.test:8080 --wait-target --json --admin 127.0.0.1:9100
    curl -H 'Authorization: Bearer TOKEN' http://127.0.0.1:9100/healthz

Ctrl-C, SIGTERM and SIGHUP end it with a summary; the same again ends it at once, without.
With -- COMMAND it ends as the command does.
Exit status: 0 fine, 2 wrong usage, 3 the recording has gaps, 4 the target can't be reached or an address not be bound.`;
