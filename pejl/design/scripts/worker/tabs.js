// The one connection of a browser. Over HTTP/1.1 a browser opens six to a server and no more: with a stream in each tab the
// seventh tab could load nothing. Each tab says what it follows and up to where it knows it, and hears what concerns it.
const LOST_AFTER = 150 * 1000;
const tabs = new Map();
// Up to where the open line has told each topic.
let passed = new Map();
let due = null;

function wanted() {
  const all = new Map();
  for (const { follows } of tabs.values()) {
    for (const [key, number] of follows) all.set(key, Math.min(number, all.get(key) ?? Infinity));
  }
  passed = new Map(all);
  return all;
}

const toAll = (words) => tabs.forEach((_, port) => port.postMessage(words));

function toFollowers(key, words, change) {
  for (const [port, tab] of tabs) {
    if (!tab.follows.has(key)) continue;
    change(tab.follows);
    port.postMessage(words);
  }
}

function tell(words) {
  if (words.kind === "news") {
    const { topic, view, number } = words.message;
    const key = `${topic}/${view}`;
    passed.set(key, Math.max(number, passed.get(key) ?? 0));
    toFollowers(key, words, (follows) => follows.set(key, Math.max(number, follows.get(key))));
  } else if (words.kind === "refused") refused(words);
  else toAll(words);
}

function refused(words) {
  passed.delete(words.key);
  toFollowers(words.key, words, (follows) => follows.delete(words.key));
}

const line = connect(wanted, tell);

// Tabs come and go in flocks: the line is opened once for them.
function reopen() {
  clearTimeout(due);
  due = setTimeout(() => line.again(), 50);
}

// A tab that says again what it follows is alive; one that knows less than what has gone by needs it told again.
function follow(port, { follows }) {
  tabs.set(port, { follows: new Map(follows), seen: Date.now() });
  port.postMessage({ kind: "state", state: line.state() });
  const isBehind = follows.some(([key, number]) => !passed.has(key) || number < passed.get(key));
  if (isBehind || [...passed.keys()].some((key) => !isFollowed(key))) reopen();
}

const isFollowed = (key) => [...tabs.values()].some(({ follows }) => follows.has(key));

function leave(port) {
  if (tabs.delete(port)) reopen();
}

const HEAR = { follow, leave, wake: line.wake, cut: line.cut, again: reopen };

onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => HEAR[data.kind](port, data);
};

// A tab that was closed by force says nothing. Hidden ones speak once a minute at least.
setInterval(() => {
  for (const [port, { seen }] of tabs) if (Date.now() - seen > LOST_AFTER) leave(port);
}, 30 * 1000);
