/** The other side of `startWorker`: answers each message of the parent, and ends with it. */
export function answerMessages<T>(answer: (question: T) => Promise<object>): void {
  process.on('message', (question: T) => {
    answer(question).then(
      (result) => process.send?.(result),
      (error: unknown) => process.send?.({ failed: String(error) }),
    );
  });
  // Whoever asked is gone: what is under way is of no use.
  process.on('disconnect', () => process.exit());
}
