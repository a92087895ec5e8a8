interface Props {
  readonly label: string;
}

/** Between timeline and what is below it; drag it, or use the arrow keys. */
export function Splitter({ label }: Props) {
  return <hr class="splitter" aria-label={label} />;
}
