// What each tab shows, and how a reading is written as a number.
(function () {
  'use strict';

  const OVERVIEW = [
    ['http.requests', 'rate'], ['http.server.requests', 'p95'], ['http.requests.active', 'value'],
    ['connections.active', 'value'], ['transport.received', 'rate'], ['transport.sent', 'rate'],
    ['pipeline.records.processed', 'rate'], ['pipeline.latency', 'p95'],
    ['llm.requests', 'rate'], ['llm.time.to.first.token', 'p95'], ['llm.cost', 'rate'],
    ['sightglass.series', 'value'], ['sightglass.failures', 'rate'],
  ];

  const TOPS = [
    { title: 'Slowest routes', meter: 'http.server.requests', tags: ['method', 'uri'], reading: 'p95', family: 'http' },
    { title: 'Busiest routes', meter: 'http.requests', tags: ['method', 'uri'], reading: 'rate', family: 'http' },
    { title: 'Most expensive models', meter: 'llm.cost', tags: ['provider', 'model'], reading: 'rate', family: 'llm' },
    { title: 'Fullest buffers', meter: 'pipeline.buffer.utilization', tags: ['pipeline', 'stage'], reading: 'value', family: 'pipelines' },
    { title: 'Slowest stages', meter: 'pipeline.stage.duration', tags: ['pipeline', 'stage'], reading: 'p95', family: 'pipelines' },
    { title: 'Most transport errors', meter: 'transport.errors', tags: ['endpoint', 'error'], reading: 'rate', family: 'transport' },
    { title: 'Tags with too many values', meter: 'sightglass.series.folded', tags: ['meter', 'tag'], reading: 'value', family: 'self' },
  ];

  // What a family measures, a meter that is there as soon as it has, and what makes it appear.
  const FAMILIES = [
    ['http', 'Requests by route and status, their time, requests in progress', 'http.requests', 'the first request'],
    ['connections', 'Connections that open, live, end and fail, and why', 'connections', 'the first connection'],
    ['transport', 'Bytes, packets, errors, timeouts and round trips', 'transport.received', 'the first connection'],
    ['pipelines', 'Records received, processed and delivered, time by stage, buffers', 'pipeline.records.received', 'the first record of Kafka, Spring Integration, Spring Batch or a @PipelineStage'],
    ['llm', 'Calls, tokens, cost, time to first token, errors', 'llm.requests', 'the first call of a language model'],
  ];

  const LABELS = { rate: 'per second', count: 'per second', value: 'now', p50: 'median', p95: '95th percentile', p99: '99th percentile', mean: 'mean', max: 'maximum' };

  const LINES = { counter: ['rate'], gauge: ['value'], buckets: ['p50', 'p95', 'p99'], distribution: ['mean', 'max'] };

  const TITLES = { http: 'HTTP', llm: 'LLM', self: 'Series', all: 'All meters' };

  function title(tab) {
    return TITLES[tab] || tab[0].toUpperCase() + tab.slice(1);
  }

  function kind(meter) {
    return meter.type === 'distribution' && meter.series.some((series) => series.b) ? 'buckets' : meter.type;
  }

  function lines(meter) {
    return LINES[kind(meter)];
  }

  // A reading that the meter can give: percentiles need buckets.
  function possible(meter, reading) {
    return /^p\d/.test(reading) && kind(meter) !== 'buckets' ? 'mean' : reading;
  }

  function headline(meter) {
    return { counter: 'rate', gauge: 'value', buckets: 'p95', distribution: 'mean' }[kind(meter)];
  }

  function number(value, unit, reading) {
    if (value === undefined || value === null || Number.isNaN(value)) {
      return ['–', ''];
    }
    const perSecond = reading === 'rate' || reading === 'count' ? '/s' : '';
    if (unit === 'seconds' && perSecond === '') {
      return seconds(value);
    }
    if (unit === 'usd') {
      return perSecond ? [(value * 3600).toFixed(value * 3600 < 0.1 ? 4 : 2), 'USD/h'] : [value.toFixed(2), 'USD'];
    }
    if (unit === 'bytes') {
      return scaled(value, 1000, ['B', 'kB', 'MB', 'GB', 'TB'], perSecond);
    }
    return scaled(value, 1000, ['', 'k', 'M', 'G', 'T'], perSecond);
  }

  function seconds(value) {
    const size = Math.abs(value);
    if (size === 0) return ['0', 's'];
    if (size < 1e-3) return [(value * 1e6).toFixed(0), 'µs'];
    if (size < 1) return [(value * 1e3).toFixed(size < 0.01 ? 2 : 0), 'ms'];
    if (size < 120) return [value.toFixed(2), 's'];
    return size < 7200 ? [(value / 60).toFixed(1), 'min'] : [(value / 3600).toFixed(1), 'h'];
  }

  function scaled(value, step, units, suffix) {
    let i = 0;
    while (Math.abs(value) >= step && i < units.length - 1) {
      value /= step;
      i++;
    }
    const digits = Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : 1;
    return [value.toFixed(digits), units[i] + suffix];
  }

  window.SightglassViews = { OVERVIEW, TOPS, FAMILIES, LABELS, title, lines, possible, headline, number };
})();
