/** What two recordings differ in. */
export function Compare() {
  return <div class="compare" />;
}
