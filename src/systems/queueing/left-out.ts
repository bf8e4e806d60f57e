/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'Arrivals and service times are exponential and independent; real ones come in bursts and have longer tails.',
  'Clients never give up, time out or try again.',
  'The run begins with an empty system and ends when the last request has left.',
];
