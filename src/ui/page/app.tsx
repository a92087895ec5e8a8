export function App() {
  return <main>Understudy</main>;
}
