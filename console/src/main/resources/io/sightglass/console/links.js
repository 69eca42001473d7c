// How what is shown is asked of Prometheus, and which panel of which dashboard shows it.
(function () {
  'use strict';

  // Understood by Prometheus and by Grafana alike, unlike Grafana's own variables.
  const RANGE = '5m';

  const FILES = { self: 'series' };

  const boards = new Map();

  // The sample that a reading is computed from.
  function sample(meter, reading) {
    switch (reading) {
      case 'rate': case 'value': return meter.prometheus;
      case 'count': case 'mean': return `${meter.prometheus}_count`;
      case 'max': return `${meter.prometheus}_max`;
      default: return `${meter.prometheus}_bucket`;
    }
  }

  function promql(meter, reading, by) {
    const name = sample(meter, reading);
    const grouped = by && by.length ? ` by (${by.join(', ')})` : '';
    const rate = `rate(${name}[${RANGE}])`;
    switch (reading) {
      case 'rate': case 'count': return `sum${grouped} (${rate})`;
      case 'mean': return `sum${grouped} (rate(${meter.prometheus}_sum[${RANGE}])) / sum${grouped} (${rate})`;
      case 'max': return `max${grouped} (${name})`;
      case 'value': return `sum${grouped} (${name})`;
      default: return `histogram_quantile(0.${reading.slice(1).replace(/0$/, '')}, sum by (${['le', ...(by || [])].join(', ')}) (${rate}))`;
    }
  }

  function board(family) {
    const file = FILES[family] || family;
    if (!boards.has(file)) {
      boards.set(file, fetch(`?asset=dashboards/${file}.json`, { credentials: 'same-origin' })
        .then((response) => (response.ok ? response.json() : null)).catch(() => null));
    }
    return boards.get(file);
  }

  function panels(dashboard) {
    return dashboard.panels.flatMap((panel) => [panel, ...(panel.panels || [])]);
  }

  function mentions(panel, name) {
    const word = new RegExp(`(^|[^a-zA-Z0-9_:])${name}($|[^a-zA-Z0-9_:])`);
    return (panel.targets || []).some((target) => word.test(target.expr || ''));
  }

  // A graph that asks for the very sample, else any panel that does, else one that shows the meter at all.
  function choose(dashboard, meter, reading, prefix) {
    const bare = (name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
    const exact = panels(dashboard).filter((panel) => mentions(panel, bare(sample(meter, reading))));
    const some = ['', '_bucket', '_count', '_sum', '_max']
      .flatMap((suffix) => panels(dashboard).filter((panel) => mentions(panel, bare(meter.prometheus) + suffix)));
    return exact.find((panel) => panel.type === 'timeseries') || exact[0] || some[0];
  }

  // The address of the panel, or of the dashboard where no panel shows the meter.
  async function panel(snapshot, meter, reading) {
    if (!snapshot.grafana || !meter.family) {
      return null;
    }
    const dashboard = await board(meter.family);
    if (!dashboard) {
      return null;
    }
    const address = `${snapshot.grafana.replace(/\/+$/, '')}/d/${dashboard.uid}`;
    const found = choose(dashboard, meter, reading, snapshot.prefix);
    return found ? { address: `${address}?viewPanel=${found.id}`, title: found.title } : { address, title: dashboard.title };
  }

  window.SightglassLinks = { promql, panel };
})();
