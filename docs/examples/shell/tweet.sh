#!/usr/bin/env bash
# Asks a stand-in as any program would, and fails if something was asked that the recording does not have.
set -euo pipefail

# The program itself and not npx, so that a signal reaches it.
exec {lines}< <(exec ${UNDERSTUDY:-node_modules/.bin/understudy} replay recordings/complete-tweet.db \
  --listen 127.0.0.1:0 --json --strict)
pid=$!
read -r listening <&"$lines"
url=$(jq -r .url <<<"$listening")

curl -s -u a1:any -H 'Content-Type: application/json' -d '{"operationName":"Accept"}' \
  "$url/api/v2/me/tweets/01QQQG2MU214P05K" | jq -c .

kill -INT "$pid"
jq -c 'select(.event == "summary") | {played: (.played | length), misses: (.misses | length)}' <&"$lines"
wait "$pid"
