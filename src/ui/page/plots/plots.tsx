/** Latencies and delays by operation, and calls a second. */
export function Plots() {
  return <div class="plots" />;
}
