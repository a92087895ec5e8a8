/** Moves the focus to the details of what is selected. */
export function focusDetail(): void {
  const detail = document.querySelector<HTMLElement>('.detail');
  if (detail === null) return;
  if (!detail.hasAttribute('tabindex')) detail.tabIndex = -1;
  detail.focus();
}
