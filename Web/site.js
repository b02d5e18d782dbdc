// Comforts: every page is complete without this file. It stores nothing and asks no other server.
(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, attributes = {}, text) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // Pictures: zoom by button, +, - and 0, drag to pan; scrolling by touch and keys is the browser's own.
  for (const box of all('.pic')) {
    const shown = all('svg.lg', box).find(svg => svg.getBoundingClientRect().width);
    if (!shown) continue;
    const size = [shown.width.baseVal.value, shown.height.baseVal.value];
    let scale = 1;
    const zoom = to => {
      const x = (box.scrollLeft + box.clientWidth / 2) / scale, y = (box.scrollTop + box.clientHeight / 2) / scale;
      scale = Math.min(4, Math.max(0.2, to));
      shown.setAttribute('width', size[0] * scale);
      shown.setAttribute('height', size[1] * scale);
      box.scrollTo(x * scale - box.clientWidth / 2, y * scale - box.clientHeight / 2);
    };
    const fit = () => zoom(Math.min(1, (box.clientWidth - 18) / size[0]));
    const tools = make('div', {class: 'tools', role: 'group', 'aria-label': box.dataset.zoom});
    const steps = [['+', 'in', () => zoom(scale * 1.25)], ['−', 'out', () => zoom(scale / 1.25)], ['⤢', 'fit', fit]];
    for (const [sign, word, run] of steps) {
      const button = make('button', {type: 'button', 'aria-label': box.dataset[word], title: box.dataset[word]}, sign);
      button.addEventListener('click', run);
      tools.append(button);
    }
    filters(box, shown, tools);
    box.before(tools);
    box.addEventListener('keydown', event => {
      const run = {'+': steps[0][2], '=': steps[0][2], '-': steps[1][2], 0: fit}[event.key];
      if (run && !event.ctrlKey && !event.metaKey && !event.altKey) { run(); event.preventDefault(); }
    });
    let from = null;
    box.addEventListener('pointerdown', event => {
      if (event.pointerType === 'mouse' && event.button === 0 && !event.target.closest('a'))
        from = [event.clientX, event.clientY, box.scrollLeft, box.scrollTop];
    });
    addEventListener('pointermove', event => {
      if (from) box.scrollTo(from[2] + from[0] - event.clientX, from[3] + from[1] - event.clientY);
    });
    addEventListener('pointerup', () => { from = null; });
    const model = shown.querySelector('.foc');
    if (model && box.scrollWidth > box.clientWidth + 1) {
      const a = model.getBoundingClientRect(), b = box.getBoundingClientRect();
      box.scrollLeft += (a.left + a.right - b.left - b.right) / 2;
    }
  }

  // Relations that a picture has can be faded out and in.
  function filters(box, svg, tools) {
    let words = {};
    try { words = JSON.parse(box.dataset.words || '{}'); } catch { return; }
    const used = Object.keys(words).filter(name => svg.querySelector('.E .' + name));
    if (used.length < 2) return;
    tools.append(make('span', {}, box.dataset.show));
    for (const name of used) {
      const button = make('button', {type: 'button', 'aria-pressed': 'true'}, words[name]);
      button.addEventListener('click', () => {
        const on = button.getAttribute('aria-pressed') === 'false';
        button.setAttribute('aria-pressed', on);
        for (const svg of all('svg.lg', box)) for (const line of all('.E .' + name, svg)) line.classList.toggle('off', !on);
      });
      tools.append(button);
    }
  }

  // A box under the pointer or with the focus keeps its ancestors and descendants; the rest fades.
  for (const svg of all('svg.lg')) {
    const lines = all('[data-e]', svg);
    if (!lines.length) continue;
    const up = {}, down = {};
    for (const line of lines) {
      const [base, child] = line.dataset.e.split(' ');
      (up[child] ||= []).push([base, line]);
      (down[base] ||= []).push([child, line]);
    }
    const boxes = {};
    for (const box of all('.n[id]', svg)) boxes[box.id.replace(/^\D+/, '')] = box;
    const walk = (ways, start, found) => {
      const seen = new Set([start]), pending = [start];
      for (let at; (at = pending.pop()) !== undefined;)
        for (const [next, line] of ways[at] || []) {
          found.push(line);
          if (!seen.has(next)) { seen.add(next); pending.push(next); }
        }
      for (const key of seen) if (boxes[key]) found.push(boxes[key]);
    };
    const clear = () => {
      svg.classList.remove('hov');
      for (const element of all('.hi', svg)) element.classList.remove('hi');
    };
    for (const [key, box] of Object.entries(boxes)) {
      const show = () => {
        const found = [];
        walk(up, key, found);
        walk(down, key, found);
        clear();
        if (found.length < 2) return;
        svg.classList.add('hov');
        for (const element of found) element.classList.add('hi');
      };
      box.addEventListener('pointerenter', show);
      box.addEventListener('pointerleave', clear);
      box.addEventListener('focusin', show);
      box.addEventListener('focusout', clear);
    }
  }

  // Search: lists of first keys lead to one file of names. Files are scripts, so that it works from a disk too.
  const form = document.querySelector('form.find');
  if (!form) return;
  const input = form.querySelector('input');
  const hits = make('ul', {class: 'hits', 'aria-live': 'polite'});
  form.append(hits);
  const {root, assets} = document.body.dataset;
  const asked = {}, given = {};
  window.lineageFound = (path, text, folder) => given[path]?.({lines: text.split('\n'), folder});
  const load = path => asked[path] ||= new Promise((resolve, reject) => {
    given[path] = resolve;
    const script = make('script', {src: assets + path + '.js'});
    script.onerror = reject;
    document.head.append(script);
  });
  const last = (keys, key) => {
    let low = 0, high = keys.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (keys[middle] <= key) low = middle; else high = middle - 1;
    }
    return low;
  };
  const href = (id, address) => root + (address || 'm/' + id + '/') + 'index.html';
  const find = async words => {
    const key = [...words].sort((a, b) => b.length - a.length)[0].slice(0, 12);
    const top = await load('search/keys');
    const list = last(top.lines, key);
    const folder = `search/${top.folder}/${list}/`;
    const shards = (await load(folder + 'keys')).lines;
    const shard = await load(folder + last(shards, key));
    const rows = new Map();
    let current = '';
    for (const line of shard.lines) {
      if (line.startsWith('\t')) { current = line.split('\t')[1]; continue; }
      const [name, count, address] = line.split('\t');
      if (!name || !current.startsWith(key)) continue;
      const folded = name.toLowerCase();
      if (words.every(word => folded.includes(word))) rows.set(name, {name, count: +count || 0, address});
    }
    return [...rows.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)).slice(0, 20);
  };
  let turn = 0;
  const search = async () => {
    const mine = ++turn;
    const words = input.value.toLowerCase().split(/[^a-z0-9]+/).filter(word => word.length > 1);
    if (!words.length) { hits.replaceChildren(); return; }
    let rows = [];
    try { rows = await find(words); } catch { /* the index is not there: the page of owners still is */ }
    if (mine !== turn) return;
    hits.replaceChildren(...rows.map(row => {
      const item = make('li'), link = make('a', {href: href(row.name, row.address)}, row.name);
      if (row.count) link.append(make('small', {}, '▾ ' + row.count.toLocaleString('en')));
      item.append(link);
      return item;
    }));
    if (!rows.length) {
      const none = make('li');
      none.append(make('span', {}, form.dataset.none));
      hits.append(none);
    }
  };
  input.addEventListener('input', search);
  const wanted = new URLSearchParams(location.search).get('q');
  if (wanted) { input.value = wanted; search(); }
  form.addEventListener('submit', event => {
    const first = hits.querySelector('a');
    if (first) { event.preventDefault(); location.href = first.href; }
  });
  form.addEventListener('keydown', event => {
    const links = all('a', hits), at = links.indexOf(document.activeElement);
    if (event.key === 'Escape') { hits.replaceChildren(); input.focus(); }
    if (event.key === 'ArrowDown' && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
    if (event.key === 'ArrowUp' && at >= 0) { event.preventDefault(); (links[at - 1] || input).focus(); }
  });
  document.addEventListener('keydown', event => {
    if (event.key === '/' && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); input.focus(); }
  });
})();
