/** The anchors that GitHub gives the headings of a page. */
export function anchorsOf(page: string): string[] {
  const anchors: string[] = [];
  const prose = page.replace(/^```[^]*?^```/gm, '');
  for (const [, heading = ''] of prose.matchAll(/^#+ (.*)$/gm)) {
    const anchor = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1') // a link
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}_\- ]/gu, '')
      .replace(/ /g, '-');
    const earlier = anchors.filter((other) => other.replace(/-\d+$/, '') === anchor).length;
    anchors.push(earlier === 0 ? anchor : `${anchor}-${String(earlier)}`);
  }
  return anchors;
}
