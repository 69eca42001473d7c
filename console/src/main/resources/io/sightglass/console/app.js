// The page itself: polls, remembers which tab is open, and draws cards. Whatever comes from a meter is written as text.
(function () {
  'use strict';

  const POLL_MILLIS = 2000;
  // As wide on every card, so that one moment stands at one place.
  const AXIS_PIXELS = 62;
  const views = window.SightglassViews;
  const links = window.SightglassLinks;
  const history = new window.SightglassHistory();
  const page = (id) => document.getElementById(id);
  const state = { tab: location.hash.slice(1) || 'overview', paused: false, minutes: 5, search: '', cards: new Map() };

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith('on')) {
        made.addEventListener(key.slice(2), value);
      } else {
        made.setAttribute(key, value);
      }
    }
    made.append(...children);
    return made;
  }

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // ---- cards

  function graphCard(name, reading) {
    const meter = history.meter(name);
    const main = views.possible(meter, reading || views.headline(meter));
    const readings = reading ? [main] : views.lines(meter);
    const figure = element('div', { class: 'figure' });
    const canvas = element('canvas', { role: 'img' });
    const card = element('section', { class: 'card', 'data-meter': name },
      element('h2', {}, name), explained(`${views.LABELS[main]}${summed(meter, main)} · ${meter.description || meter.prometheus}`),
      figure, element('div', { class: 'plot' }, canvas), footer(meter, main));
    const chart = draw(canvas, readings);
    return {
      card, destroy: () => chart.destroy(),
      update() {
        const current = history.meter(name);
        const points = readings.map((line) => history.points(name, line, state.minutes * 60));
        const last = points[readings.indexOf(main)] || history.points(name, main, state.minutes * 60);
        const value = last.length ? last[last.length - 1].y : NaN;
        const [text, unit] = views.number(value, meter.unit, main);
        figure.replaceChildren(text, ' ', element('small', {}, unit));
        figure.dataset.value = String(value);
        canvas.setAttribute('aria-label', `${name}, ${views.LABELS[main]}: ${text} ${unit}`);
        card.dataset.series = current ? current.series.length : 0;
        points.forEach((line, i) => { chart.data.datasets[i].data = line; });
        chart.options.scales.x.min = -state.minutes * 60;
        chart.options.scales.x.ticks.stepSize = 60 * Math.ceil(state.minutes / 5);
        chart.options.scales.y.ticks.callback = (tick) => views.number(tick, meter.unit, main).join(' ');
        chart.update('none');
      },
    };
  }

  function summed(meter, reading) {
    return reading === 'value' && meter.series.length > 1 ? `, sum of ${meter.series.length} series` : '';
  }

  // One line of it; the rest on demand.
  function explained(text) {
    return element('p', { title: text }, text);
  }

  function draw(canvas, readings) {
    const grid = { color: colour('--line') };
    const ticks = { color: colour('--quiet'), maxTicksLimit: 4, font: { size: 10 } };
    return new window.Chart(canvas, {
      type: 'line',
      data: { datasets: readings.map((reading, i) => ({
        label: views.LABELS[reading], data: [], borderColor: colour(`--series-${i + 1}`), borderWidth: 1.6, pointRadius: 0, tension: 0.2, spanGaps: false,
        fill: readings.length === 1, backgroundColor: `${colour(`--series-${i + 1}`)}22`,
      })) },
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, parsing: false, interaction: { mode: 'nearest', axis: 'x', intersect: false },
        plugins: { legend: { display: readings.length > 1, labels: { color: colour('--quiet'), boxWidth: 10, boxHeight: 2, font: { size: 10 } } } },
        scales: {
          x: { type: 'linear', max: 0, grid, ticks: { ...ticks, maxTicksLimit: 6, maxRotation: 0, callback: (tick) => (tick === 0 ? 'now' : `${Math.round(tick / 6) / 10} min`) } },
          y: { beginAtZero: true, grid, ticks, afterFit: (scale) => { scale.width = AXIS_PIXELS; } },
        },
      },
    });
  }

  function footer(meter, reading, by) {
    const query = links.promql(meter, reading, by);
    const copy = element('button', { type: 'button', title: query, onclick: () => {
      const done = () => say(`Copied: ${query}`);
      const shown = () => say(`The browser copies nothing here. The query is ${query}`);
      navigator.clipboard ? navigator.clipboard.writeText(query).then(done, shown) : shown();
    } }, 'Copy PromQL');
    const made = element('footer', {}, copy);
    links.panel(history.latest, meter, reading).then((found) => found && made.append(element('a',
      { href: found.address, rel: 'noopener', target: '_blank', title: `The panel “${found.title}” in Grafana` }, 'Dashboard panel')));
    return made;
  }

  function topCard(top) {
    const shown = history.meter(top.meter);
    const body = element('tbody');
    const card = element('section', { class: 'card', 'data-top': top.meter },
      element('h2', {}, top.title), explained(`${views.LABELS[top.reading]} · ${top.meter}, last minute`),
      element('table', {}, element('caption', { class: 'unseen' }, top.title), body),
      footer(shown, views.possible(shown, top.reading), top.tags));
    return {
      card, destroy() {},
      update() {
        const meter = history.meter(top.meter);
        if (!meter) return;
        const reading = views.possible(meter, top.reading);
        const rows = history.top(top.meter, top.tags, reading, 7).map(([key, value]) => element('tr', {},
          element('th', { scope: 'row' }, key), element('td', {}, views.number(value, meter.unit, reading).join(' '))));
        body.replaceChildren(...(rows.length ? rows : [element('tr', {}, element('th', {}, 'Nothing in the last minute'))]));
      },
    };
  }

  // ---- tabs and notices

  function tabs() {
    const families = history.latest.families.map((family) => family.name);
    return ['overview', ...families, 'all'];
  }

  function drawTabs() {
    const off = new Set(history.latest.families.filter((family) => !family.enabled).map((family) => family.name));
    page('tabs').replaceChildren(...tabs().map((name) => element('button', {
      type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': 'panel', class: off.has(name) ? 'off' : '', onclick: () => open(name),
    }, views.title(name))));
  }

  function open(name) {
    state.tab = name;
    window.history.replaceState(null, '', `#${name}`);
    build();
  }

  // The buttons stay, and with them the focus.
  function select() {
    for (const tab of page('tabs').children) {
      const selected = tab.id === `tab-${state.tab}`;
      tab.setAttribute('aria-selected', String(selected));
      tab.setAttribute('tabindex', selected ? '0' : '-1');
    }
    page('panel').setAttribute('aria-labelledby', `tab-${state.tab}`);
  }

  function step(by) {
    const all = tabs();
    open(all[(all.indexOf(state.tab) + by + all.length) % all.length]);
    page(`tab-${state.tab}`).focus();
  }

  function notices() {
    const found = [];
    for (const family of history.latest.families) {
      if (state.tab !== 'overview' && state.tab !== family.name) continue;
      if (!family.enabled) {
        found.push(`${family.name} is off: set ${family.property}=true to turn it on.`);
      } else if (family.adapts) {
        found.push(`${family.name} samples its distributions as load allows (auto); counts stay exact.`);
      } else if (family.sampleRate < 1) {
        found.push(`${family.name} samples its distributions at ${family.sampleRate}; counts stay exact.`);
      }
    }
    const folded = history.meter('sightglass.series.folded');
    if (folded && folded.series.length) {
      found.push('Tags have more values than their limit; the rest counts as “other”. The tab Series names the meters and tags.');
    }
    page('notices').replaceChildren(...found.map((text) => element('p', { class: 'notice' }, text)));
  }

  // In an application that nobody has used yet most meters are not there: what they will say stands in their place.
  function waiting() {
    const scrape = history.latest.scrape;
    const read = scrape ? ['Prometheus reads the same at ', element('a', { href: scrape }, new URL(scrape, location.href).pathname), '.']
      : ['Prometheus reads the same where management.endpoints.web.exposure.include names its endpoint.'];
    const rows = views.FAMILIES.filter(([family]) => state.tab === 'overview' || state.tab === family)
      .filter(([family, , first]) => !history.meter(first) && history.latest.families.some((each) => each.name === family && each.enabled))
      .map(([family, measures, , when]) => element('tr', {}, element('th', { scope: 'row' }, views.title(family)), element('td', {}, measures), element('td', {}, when)));
    return rows.length === 0 ? [] : [element('section', { class: 'card waiting' },
      element('h2', {}, 'Measured, and waiting for traffic'),
      element('p', {}, 'Nothing has to be set up: each line appears here as soon as the application does what it says. ', ...read),
      element('table', {}, element('caption', { class: 'unseen' }, 'What is measured and when it appears'),
        element('thead', {}, element('tr', {}, ...['Family', 'What you will see', 'Appears with'].map((head) => element('th', { scope: 'col' }, head)))),
        element('tbody', {}, ...rows)))];
  }

  // What the open tab and the search ask for: a key and how to make the card.
  function wanted() {
    const known = new Map(history.latest.meters.map((meter) => [meter.name, meter]));
    const names = [...known.keys()];
    const searched = state.search.toLowerCase();
    const graph = (name, reading) => [`${name} ${reading || ''}`, () => graphCard(name, reading)];
    const tops = (some) => some.filter((top) => known.has(top.meter)).map((top) => [top.title, () => topCard(top)]);
    if (searched || state.tab === 'all') {
      return names.filter((name) => name.includes(searched) || known.get(name).prometheus.includes(searched)).slice(0, 60).map((name) => graph(name));
    }
    if (state.tab === 'overview') {
      return [...views.OVERVIEW.filter(([name]) => known.has(name)).map(([name, reading]) => graph(name, reading)), ...tops(views.TOPS).slice(0, 6)];
    }
    return [...tops(views.TOPS.filter((top) => top.family === state.tab)),
      ...names.filter((name) => known.get(name).family === state.tab).map((name) => graph(name))];
  }

  // Anew: another tab, another search, other colours.
  function build() {
    state.cards.forEach((card) => card.destroy());
    state.cards = new Map();
    page('panel').replaceChildren();
    select();
    arrange();
    update();
  }

  // A card that is there already stays where it is: a meter that comes in takes no focus and swallows no click.
  function arrange() {
    const cards = new Map(wanted().map(([key, make]) => [key, state.cards.get(key) || make()]));
    state.cards.forEach((card, key) => cards.has(key) || card.destroy());
    state.cards = cards;
    const searched = state.search.toLowerCase();
    state.drawn = history.latest.meters.length;
    const shown = [...(searched || state.tab === 'all' ? [] : waiting()), ...[...cards.values()].map((card) => card.card)];
    if (!shown.length) {
      shown.push(element('p', {}, searched ? 'No meter has that in its name.' : 'Nothing yet: the meters of this tab appear with their first event.'));
    }
    const panel = page('panel');
    const stay = new Set(shown);
    [...panel.children].forEach((child) => stay.has(child) || child.remove());
    shown.forEach((child, i) => panel.children[i] === child || panel.insertBefore(child, panel.children[i] || null));
  }

  function update() {
    if (state.drawn !== history.latest.meters.length) arrange();
    state.cards.forEach((card) => card.update());
    notices();
  }

  // ---- polling and keys

  function say(text) {
    page('said').textContent = text;
  }

  function status(text, bad) {
    page('status').textContent = text;
    page('status').classList.toggle('bad', Boolean(bad));
  }

  async function poll() {
    if (state.paused || document.hidden) return;
    try {
      const response = await fetch(location.pathname, { headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' }, credentials: 'same-origin', cache: 'no-store' });
      if (response.status === 401 || response.status === 403 || response.redirected) {
        throw new Error('you may not see this any more: log in again');
      }
      if (!response.ok) {
        throw new Error(`the application answers ${response.status}`);
      }
      const first = !history.latest;
      history.add(await response.json());
      page('application').textContent = history.latest.application;
      status(`${history.latest.meters.reduce((n, meter) => n + meter.series.length, 0)} series, live`);
      if (first) {
        if (!tabs().includes(state.tab)) state.tab = 'overview';
        drawTabs();
        build();
      } else {
        update();
      }
    } catch (problem) {
      status(`No answer (${problem.message}); trying again`, true);
    }
  }

  function pause() {
    state.paused = !state.paused;
    page('pause').setAttribute('aria-pressed', String(state.paused));
    page('pause').textContent = state.paused ? 'Go on' : 'Pause';
    status(state.paused ? 'Paused' : 'Going on');
  }

  function keys(event) {
    const typing = event.target.matches('input, select');
    if (event.key === '/' && !typing) {
      event.preventDefault();
      page('search').focus();
    } else if (event.key === 'Escape' && typing) {
      page('search').value = state.search = '';
      page('panel').focus();
      build();
    } else if (event.key === 'p' && !typing) {
      pause();
    } else if (event.target.matches('[role=tab]') && /^Arrow(Left|Right)$/.test(event.key)) {
      event.preventDefault();
      step(event.key === 'ArrowRight' ? 1 : -1);
    } else if (event.target.matches('[role=tab]') && /^(Home|End)$/.test(event.key)) {
      event.preventDefault();
      step((event.key === 'Home' ? 0 : tabs().length - 1) - tabs().indexOf(state.tab));
    }
  }

  for (let minutes = 1; minutes <= 15; minutes++) {
    page('window').append(new Option(`${minutes} min`, minutes, minutes === 5, minutes === 5));
  }
  page('window').addEventListener('change', (event) => { state.minutes = Number(event.target.value); update(); });
  page('search').addEventListener('input', (event) => { state.search = event.target.value.trim(); build(); });
  page('pause').addEventListener('click', pause);
  document.addEventListener('keydown', keys);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => history.latest && build());
  poll();
  setInterval(poll, POLL_MILLIS);
})();
