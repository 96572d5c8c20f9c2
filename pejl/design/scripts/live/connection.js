// One connection to the server for a set of topics: a stream or, where something on the way keeps streams back, one
// question after the other. The worker has one for all tabs; a page without a worker has its own.
// wanted() tells what to follow: Map of "topic/view" to the number that is known. tell() hears {kind, …}:
// state (stream, poll, lost), news, anew, time, over (not signed in), refused (this key: not allowed, or no more).
const PATIENCE = 4000;
const PATIENCE_OF_THE_PROVEN = 10 * 1000;
const STREAM_AGAIN = 5 * 60 * 1000;
const SILENCE = 35 * 1000;
const LOOK = 5000;
const SLEPT = 20 * 1000;
const WORTH = 1000;
const LONGEST_WAIT = 5000;

const steady = () => performance.now();

// "event: here\ndata: {}" -> {event, data, retry}; a comment is an event without data.
function eventIn(block) {
  const found = { event: "message", data: null, retry: null };
  for (const line of block.split("\n")) {
    const [, name, value] = /^(\w*): ?(.*)$/.exec(line) ?? [];
    if (name) found[name] = value;
  }
  return found;
}

async function eachEvent(body, hear) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    hear(null);
    for (const block of blocks) hear(eventIn(block));
  }
}

function ask(path, follows, signal) {
  const query = [...follows].map(([key, number]) => `follow=${encodeURIComponent(`${key}@${number}`)}`).join("&");
  const headers = { Accept: "text/event-stream", "HX-Request": "true", "Pejl-Automatic": "1" };
  return fetch(`${path}?${query}`, { signal, headers, cache: "no-store", credentials: "same-origin", redirect: "error" });
}

// Whether anybody is there at all: a server that starts anew keeps streams back too, but then nothing else is answered.
async function isAnswered() {
  const answer = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  return Boolean(answer?.ok);
}

// Whole seconds, cut off: how far the server's clock is ahead of this one, never more than it is.
const timeOf = (answer) => Date.parse(answer.headers.get("Date")) - Date.now();

function connect(wanted, tell) {
  let run = 0;
  let trial = null;
  let rested = null;
  let failures = 0;
  let base = 1000;
  let polls = 0;
  let isDoubted = false;
  let asksOnce = false;
  let hasStreamed = false;
  let heardAt = 0;
  let lookedAt = Date.now();
  let state = "";

  const become = (next) => state !== next && tell({ kind: "state", state: (state = next) });
  const isPolling = () => asksOnce || steady() < polls;

  function hear(event) {
    heardAt = steady();
    if (event?.retry) base = Number(event.retry);
    if (!event || event.data === null) return;
    failures = 0;
    become(trial.isPoll ? "poll" : "stream");
    if (event.event === "anew") tell({ kind: "anew" });
    else if (event.event === "message") tell({ kind: "news", message: JSON.parse(event.data) });
    else if (event.event === "refused") refuse(JSON.parse(event.data));
    else streams();
  }

  // What the answer says of some of what is wanted, or by its status of all.
  const refuse = (keys) => keys.forEach((key) => tell({ kind: "refused", key }));

  function streams() {
    clearTimeout(trial.patience);
    [hasStreamed, isDoubted] = [true, false];
  }

  // A stream is silent until a proxy lets it through; a question is answered late, or fails at once.
  function wait(attempt) {
    if (attempt.isPoll) return setTimeout(async () => state === "lost" && (await isAnswered()) && become("poll"), PATIENCE / 2);
    return setTimeout(() => {
      attempt.isSlow = true;
      attempt.abort();
    }, hasStreamed ? PATIENCE_OF_THE_PROVEN : PATIENCE);
  }

  // How it ended: "ended" as it should, "slow", "failed", or the status of a refusal.
  async function attempt() {
    const mine = (trial = new AbortController());
    mine.isPoll = isPolling();
    mine.follows = wanted();
    mine.patience = wait(mine);
    const begun = (heardAt = steady());
    try {
      const answer = await ask(mine.isPoll ? "/live/poll/" : "/live/", mine.follows, mine.signal);
      if ([401, 403, 404].includes(answer.status)) return answer.status;
      if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("text/event-stream")) return "failed";
      heardAt = steady();
      tell({ kind: "time", offset: timeOf(answer) });
      let count = 0;
      await eachEvent(answer.body, (event) => {
        if (mine !== trial) return;
        if (event) count += 1;
        hear(event);
      });
      if (mine.isPoll) become("poll");
      return count || steady() - begun > WORTH ? "ended" : "failed";
    } catch {
      return mine.isSlow ? "slow" : "failed";
    } finally {
      clearTimeout(mine.patience);
      if (mine.isPoll) asksOnce = false;
    }
  }

  // Slow once, one question is asked before it is tried again; slow twice, it is left at questions for a while.
  async function slow() {
    if (!(await isAnswered())) return fail();
    if (isDoubted) polls = steady() + STREAM_AGAIN;
    else asksOnce = isDoubted = true;
    become("poll");
  }

  const resting = (milliseconds) => new Promise((resolve) => {
    rested = resolve;
    setTimeout(resolve, milliseconds);
  });

  async function fail() {
    become("lost");
    const longest = Math.min(LONGEST_WAIT, base * 2 ** failures++);
    await resting(longest / 2 + (Math.random() * longest) / 2);
  }

  async function follow() {
    const mine = ++run;
    while (mine === run && wanted().size) {
      const outcome = await attempt();
      if (mine !== run) return;
      if (outcome === "failed") await fail();
      if (outcome === "slow") await slow();
      if (outcome === 401) return over();
      if (outcome === 403 || outcome === 404) refuse([...trial.follows.keys()]);
    }
    if (mine === run) state = "";
  }

  function over() {
    run++;
    become("lost");
    tell({ kind: "over" });
  }

  function again() {
    trial?.abort();
    follow();
  }

  // Somebody looks, or the network is said to be back: what waits does not wait on, what is silent is asked anew.
  function wake() {
    failures = 0;
    if (state === "lost") rested?.();
    else if (steady() - heardAt > SLEPT) again();
  }

  function stop() {
    run++;
    trial?.abort();
    trial = null;
  }

  // A dead line says nothing, and a machine that slept does not know that its line is dead.
  setInterval(() => {
    const [before, isSilent] = [lookedAt, steady() - heardAt > SILENCE];
    lookedAt = Date.now();
    if (lookedAt - before > SLEPT && state !== "lost" && trial) again();
    else if (isSilent) trial?.abort();
  }, LOOK);

  return { again, wake, stop, cut: () => trial?.abort(), state: () => state };
}
