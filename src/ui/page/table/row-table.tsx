import { select, selectedKey, shown } from '../state/inspector-state.js';

/** All events, or those that are searched for. */
export function RowTable() {
  const rows = shown.value?.rows.value ?? [];
  return (
    <table class="rows">
      <tbody>
        {rows.slice(0, 100).map((row) => (
          <tr
            key={row.key}
            aria-selected={row.key === selectedKey.value}
            onClick={() => select(row.key)}
          >
            <td>{row.seq}</td>
            <td>{row.kind}</td>
            <td>{row.path ?? row.channel}</td>
            <td>{row.operation ?? row.messageType}</td>
            <td>{row.status}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
