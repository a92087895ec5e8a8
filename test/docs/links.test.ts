import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../e2e/command.js';
import { pages } from './pages.js';

/** The part of an address that names a heading, as Git hosts make it. */
function anchorOf(heading: string): string {
  return heading
    .replaceAll(/`|\*\*/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

function anchorsIn(text: string): string[] {
  return Array.from(text.matchAll(/^#+ (.+)$/gmu), ([, heading = '']) => anchorOf(heading));
}

/** The links of a page that lead nowhere. */
function dead(page: string, text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gmu, '');
  return Array.from(prose.matchAll(/\]\(([^)\s]+)\)/gu), ([, link = '']) => link).filter((link) => {
    if (/^https?:/u.test(link)) return false;
    const [target = '', anchor] = link.split('#');
    const file = target === '' ? page : path.join(path.dirname(page), target);
    if (file !== page && !existsSync(path.join(root, file))) return true;
    if (anchor === undefined) return false;
    const there = file === page ? text : readFileSync(path.join(root, file), 'utf8');
    return !anchorsIn(there).includes(anchor);
  });
}

it.each(['README.md', ...pages()])('has no link that leads nowhere: %s', (page) => {
  expect(dead(page, readFileSync(path.join(root, page), 'utf8'))).toEqual([]);
});

it('notices a link that leads nowhere', () => {
  const text =
    '[a](none.md) [b](rules.md#what-match-says) [c](rules.md#none) [d](#here)\n## Here\n';
  expect(dead('docs/planted.md', text)).toEqual(['none.md', 'rules.md#none']);
});

it('has every page in its index', () => {
  const index = readFileSync(path.join(root, 'docs/README.md'), 'utf8');
  const linked = Array.from(index.matchAll(/\]\(([\w-]+\.md)/gu), ([, name]) => `docs/${name}`);
  const others = pages().filter((page) => page !== 'docs/README.md');
  expect(others.filter((page) => !linked.includes(page))).toEqual([]);
});
