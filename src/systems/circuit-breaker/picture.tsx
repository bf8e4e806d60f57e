import type { PictureOf } from '../../lab/lab.ts';
import type { State } from './breaker.ts';
import { lab } from './lab.ts';
import { queueLimit, workers } from './model.ts';

type Settings = Parameters<PictureOf<typeof lab>>[0]['settings'];
type Event = Parameters<PictureOf<typeof lab>>[0]['run']['events'][number];

/** The states of the breaker with the edge just taken; below, the callers, and the backend with its queue. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at, settings }) => {
  const event = events[at];
  const words = event ? lab.describe(event) : '';
  return (
    <svg class="picture" viewBox="0 0 340 226" role="img" aria-label={inWords(event, settings, words)}>
      <text class="said" x="0" y="14">
        {words}
      </text>
      <Breaker event={event} settings={settings} />
      <Callers event={event} />
      <Backend event={event} />
    </svg>
  );
};

function inWords(event: Event | undefined, { breaker }: Settings, words: string): string {
  if (!event) return 'The system before its first call';
  const { waiting, abandoned, asking, pausing } = event.census;
  const state = breaker === 'none' ? 'No breaker' : `The breaker is ${event.state}`;
  return `${words}. ${state}. Requests waiting at the backend: ${waiting}, for callers who gave up: ${abandoned}. Callers waiting for an answer: ${asking}, for a retry: ${pausing}.`;
}

const speedOf = ({ speed }: Event): string =>
  speed === 0 ? 'hangs' : speed === 1 ? 'works' : `has ${100 * speed}% of its speed`;

interface Props {
  readonly event: Event | undefined;
}

const boxes = { closed: 0, 'half-open': 132, open: 264 } as const satisfies Record<State, number>;

function Breaker({ event, settings }: Props & { readonly settings: Settings }) {
  const { breaker, failures, rate, window, reset, probes } = settings;
  const isThere = breaker !== 'none';
  const does = {
    closed: 'all calls pass',
    'half-open': `${probes} on trial`,
    open: 'none passes',
  };
  const edges = [
    { from: 'closed', to: 'open', path: 'M38 44C60 26 280 26 302 44m-5 -7l5 7l-8 0', x: 170, y: 28 },
    { from: 'open', to: 'half-open', path: 'M263 56H209m6 -4l-6 4l6 4', x: 236, y: 51 },
    { from: 'half-open', to: 'open', path: 'M209 71H263m-6 -4l6 4l-6 4', x: 236, y: 86 },
    { from: 'half-open', to: 'closed', path: 'M131 63H77m6 -4l-6 4l6 4', x: 104, y: 57 },
  ] as const;
  const labels = [
    breaker === 'rate' ? `${rate}% of ${window} calls failed` : `${failures} failed in a row`,
    `after ${reset} s`,
    'one fails',
    'all succeed',
  ];
  return (
    <>
      {isThere &&
        edges.map(({ from, to, path, x, y }, i) => {
          const isTaken = event?.kind === 'transition' && event.from === from && event.to === to;
          return (
            <>
              <path class={isTaken ? 'touched' : 'way'} fill="none" d={path} />
              <text class={isTaken ? 'middle' : 'middle soft'} x={x} y={y}>
                {labels[i]}
              </text>
            </>
          );
        })}
      {(Object.keys(boxes) as State[]).map((state) => (
        <>
          <rect
            class={!isThere ? 'off' : event?.state === state ? 'shade-2 touched' : 'node'}
            x={boxes[state] + 1.5}
            y="46"
            width="74"
            height="34"
            rx="4"
          />
          <text class="middle" x={boxes[state] + 38} y="60">
            {state}
          </text>
          <text class="middle soft" x={boxes[state] + 38} y="74">
            {isThere ? does[state] : 'no breaker'}
          </text>
        </>
      ))}
    </>
  );
}

function Callers({ event }: Props) {
  const { asking = 0, pausing = 0, answered = 0, failed = 0, refused = 0 } = event?.census ?? {};
  const isOpen = event?.state === 'open';
  return (
    <>
      <text class="soft" x="0" y="112">
        Callers
      </text>
      <text x="0" y="129">{`${asking} awaiting an answer`}</text>
      <text x="0" y="145">{`${pausing} awaiting a retry`}</text>
      <path class={isOpen ? 'cut' : 'way'} d="M118 134H150m-6 -4l6 4l-6 4" />
      {isOpen && <path class="touched" d="M130 127v14" />}
      <text class="middle" x="134" y="122">
        {isOpen ? 'refused' : event?.state === 'half-open' ? 'trial' : ''}
      </text>
      <text class="soft" x="0" y="171">
        In the last second
      </text>
      <text class="good" x="0" y="188">{`${answered} answered`}</text>
      <text class="bad" x="0" y="204">{`${failed} failed`}</text>
      <text x="0" y="220">{`${refused} refused`}</text>
    </>
  );
}

const left = 158;
const perRow = 20;
/** Requests for one place in the drawing of the queue. */
const perPlace = 5;

function Backend({ event }: Props) {
  const { waiting = 0, abandoned = 0, working = 0 } = event?.census ?? {};
  const places = Array.from({ length: queueLimit / perPlace }, (_, place) => place * perPlace);
  return (
    <>
      <text class="soft" x={left} y="112">
        {`Backend ${event ? speedOf(event) : ''}`}
      </text>
      {Array.from({ length: workers }, (_, worker) => {
        const x = left + 1 + worker * 36;
        return (
          <>
            <rect
              class={event?.speed === 0 ? 'off' : worker < working ? 'cell shade-3' : 'cell shade-0'}
              x={x}
              y="119"
              width="32"
              height="28"
              rx="4"
            />
            <text class="middle" x={x + 16} y="137">
              {worker >= working ? 'idle' : event?.speed === 0 ? 'stuck' : 'busy'}
            </text>
          </>
        );
      })}
      <text class="soft" x={left} y="171">
        {`Queue: ${waiting} of ${queueLimit}`}
      </text>
      {places.map((from, place) => (
        <rect
          class={from >= waiting ? 'cell shade-0' : from < abandoned ? 'fill-3' : 'cell shade-3'}
          x={left + 1 + (place % perRow) * 9}
          y={177 + Math.floor(place / perRow) * 15}
          width="7"
          height="12"
        />
      ))}
      <text x={left} y="220">{`${abandoned} for callers who gave up`}</text>
    </>
  );
}
