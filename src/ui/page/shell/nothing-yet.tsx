import './shell.css';

interface Props {
  readonly words: string;
  readonly isTrouble: boolean;
}

/** The whole page while there is nothing to see: it is opening, or can't. */
export function NothingYet({ words, isTrouble }: Props) {
  return (
    <main class="nothing-yet">
      <img
        src="./icon.svg"
        alt=""
        width="48"
        height="48"
        class={isTrouble ? '' : 'nothing-yet-opens'}
      />
      <h1>{isTrouble ? 'There is nothing to see' : 'Understudy'}</h1>
      <p role={isTrouble ? 'alert' : 'status'}>{words}</p>
      {isTrouble && (
        <button type="button" onClick={() => location.reload()}>
          Try again
        </button>
      )}
    </main>
  );
}
