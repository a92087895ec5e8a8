interface Props {
  readonly words: string;
  readonly isTrouble: boolean;
}

/** The whole page while there is nothing to see: it is opening, or can't. */
export function NothingYet({ words, isTrouble }: Props) {
  return (
    <main class="nothing-yet">
      <img src="./icon.svg" alt="" width="48" height="48" />
      <p role={isTrouble ? 'alert' : 'status'}>{words}</p>
    </main>
  );
}
