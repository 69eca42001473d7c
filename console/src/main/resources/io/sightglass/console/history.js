// Keeps the last minutes of every meter, summed over its series, and computes rates and percentiles from them.
// The newest snapshots stay whole, so that top lists can look at single series.
(function () {
  'use strict';

  const KEPT_SECONDS = 15 * 60;
  const WHOLE_SECONDS = 65;

  function sum(meter) {
    const total = { v: 0, c: 0, s: 0, m: 0, b: null };
    for (const series of meter.series) {
      total.v += series.v || 0;
      total.c += series.c || 0;
      total.s += series.s || 0;
      total.m = Math.max(total.m, series.m || 0);
      if (series.b) {
        addBuckets(total.b || (total.b = new Map()), series.b);
      }
    }
    return total;
  }

  function addBuckets(into, pairs) {
    for (let i = 0; i < pairs.length; i += 2) {
      const bound = pairs[i] === null ? Infinity : pairs[i];
      into.set(bound, (into.get(bound) || 0) + (pairs[i + 1] || 0));
    }
  }

  // What a counter gained. A counter that fell has started anew: all it shows is new.
  function gained(now, before) {
    return now >= before ? now - before : now;
  }

  function quantile(q, now, before, count) {
    if (!now || count <= 0) {
      return NaN;
    }
    const restarted = before && now.size && [...now].some(([bound, n]) => n < (before.get(bound) || 0));
    const bounds = [...now.keys()].sort((a, b) => a - b);
    const rank = q * count;
    let lower = 0;
    let below = 0;
    for (const bound of bounds) {
      const n = now.get(bound) - (before && !restarted ? before.get(bound) || 0 : 0);
      if (n >= rank) {
        return bound === Infinity ? lower : lower + (bound - lower) * ((rank - below) / Math.max(n - below, 1e-9));
      }
      lower = bound === Infinity ? lower : bound;
      below = n;
    }
    return lower;
  }

  class History {
    constructor() {
      this.times = [];
      this.sums = [];
      this.whole = [];
      this.latest = null;
    }

    add(snapshot) {
      const sums = new Map();
      for (const meter of snapshot.meters) {
        sums.set(meter.name, sum(meter));
      }
      this.times.push(snapshot.time);
      this.sums.push(sums);
      this.whole.push(snapshot);
      this.latest = snapshot;
      while (snapshot.time - this.times[0] > KEPT_SECONDS * 1000) {
        this.times.shift();
        this.sums.shift();
      }
      while (snapshot.time - this.whole[0].time > WHOLE_SECONDS * 1000) {
        this.whole.shift();
      }
    }

    meter(name) {
      return this.latest ? this.latest.meters.find((meter) => meter.name === name) : undefined;
    }

    // Points of one reading over a window: [seconds before now, value].
    points(name, reading, seconds) {
      const points = [];
      const end = this.times[this.times.length - 1];
      for (let i = 1; i < this.times.length; i++) {
        if (end - this.times[i] > seconds * 1000) {
          continue;
        }
        const now = this.sums[i].get(name);
        const before = this.sums[this.earlier(i)].get(name);
        if (now) {
          const passed = (this.times[i] - this.times[this.earlier(i)]) / 1000;
          points.push({ x: (this.times[i] - end) / 1000, y: History.read(reading, now, before, passed) });
        }
      }
      return points;
    }

    // Rates look back ten seconds, so that one request does not draw a tower.
    earlier(i) {
      let j = i - 1;
      while (j > 0 && this.times[i] - this.times[j] < 10000) {
        j--;
      }
      return j;
    }

    static read(reading, now, before, passed) {
      const was = before || { v: 0, c: 0, s: 0, b: null };
      const count = gained(now.c, was.c);
      switch (reading) {
        case 'value': return now.v;
        case 'rate': return gained(now.v, was.v) / passed;
        case 'count': return count / passed;
        case 'mean': return count > 0 ? gained(now.s, was.s) / count : NaN;
        case 'max': return now.m;
        case 'p50': return quantile(0.5, now.b, was.b, count);
        case 'p95': return quantile(0.95, now.b, was.b, count);
        case 'p99': return quantile(0.99, now.b, was.b, count);
        default: return NaN;
      }
    }

    // The largest values of one tag, over the last minute: [tag value, reading].
    top(name, tags, reading, limit) {
      const now = this.grouped(this.latest, name, tags);
      const before = this.grouped(this.whole[0], name, tags);
      const passed = Math.max((this.latest.time - this.whole[0].time) / 1000, 1);
      return [...now].map(([key, totals]) => [key, History.read(reading, totals, before.get(key), passed)])
        .filter(([, value]) => value > 0).sort((a, b) => b[1] - a[1]).slice(0, limit);
    }

    grouped(snapshot, name, tags) {
      const groups = new Map();
      const meter = snapshot.meters.find((candidate) => candidate.name === name);
      for (const series of meter ? meter.series : []) {
        const key = tags.map((tag) => series.t[tag] ?? '').join(' · ');
        if (!groups.has(key)) {
          groups.set(key, { name, series: [] });
        }
        groups.get(key).series.push(series);
      }
      for (const [key, group] of groups) {
        groups.set(key, sum(group));
      }
      return groups;
    }
  }

  window.SightglassHistory = History;
})();
