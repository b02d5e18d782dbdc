// Measures the pictures of a page as they are shown; returns a list of sentences about what is wrong.
// A rectangle is [left, top, right, bottom] in px of the screen.
() => {
  const faults = [];
  const rect = e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const shrink = (r, x, y) => [r[0] + x, r[1] + y, r[2] - x, r[3] - y];
  const cross = (a, b, slack) =>
    Math.min(a[2], b[2]) - Math.max(a[0], b[0]) > slack && Math.min(a[3], b[3]) - Math.max(a[1], b[1]) > slack;
  const inside = (a, b, slack) =>
    a[0] >= b[0] - slack && a[1] >= b[1] - slack && a[2] <= b[2] + slack && a[3] <= b[3] + slack;
  for (const svg of document.querySelectorAll('svg.lg:not(.sg)')) {
    const whole = rect(svg);
    if (whole[2] === whole[0]) continue;
    const name = (svg.dataset.file || svg.querySelector('title').textContent) + ': ';
    const texts = [...svg.querySelectorAll('text')].map(e => ({e, r: rect(e), s: e.textContent}));
    const slim = texts.map(t => shrink(t.r, 0.6, 0.18 * (t.r[3] - t.r[1])));
    const boxes = [...svg.querySelectorAll('rect.b')].map(rect);
    const pills = [...svg.querySelectorAll('rect.pl')].map(rect);
    texts.forEach((t, i) => {
      for (let j = i + 1; j < texts.length; j++)
        if (cross(slim[i], slim[j], 0)) faults.push(`${name}“${t.s}” lies on “${texts[j].s}”`);
      if (!inside(t.r, whole, 0.5)) faults.push(`${name}“${t.s}” leaves the picture`);
      const node = t.e.closest('.n');
      const around = t.e.matches('.pt') ? t.e.parentNode.querySelector('rect.pl') : node && node.querySelector('rect.b');
      if (around && !inside(slim[i], rect(around), 0.5)) faults.push(`${name}“${t.s}” leaves its box`);
      if (parseFloat(getComputedStyle(t.e).fontSize) < 11) faults.push(`${name}“${t.s}” is too small`);
    });
    boxes.forEach((a, i) => {
      for (let j = i + 1; j < boxes.length; j++)
        if (cross(a, boxes[j], 0.5)) faults.push(`${name}box ${i} lies on box ${j}`);
      if (pills.some(p => cross(a, p, 1))) faults.push(`${name}a word on a line touches box ${i}`);
    });
    const low = boxes.map(b => shrink(b, 3, 3));
    for (const path of svg.querySelectorAll('.E .e > path:first-child')) {
      const matrix = path.getScreenCTM(), length = path.getTotalLength();
      for (let k = 0; k <= 60; k++) {
        const p = path.getPointAtLength(length * k / 60).matrixTransform(matrix);
        const hit = low.findIndex(b => p.x > b[0] && p.x < b[2] && p.y > b[1] && p.y < b[3]);
        if (hit >= 0) { faults.push(`${name}a line passes under box ${hit}`); break; }
      }
    }
  }
  return faults;
}
