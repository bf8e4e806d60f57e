/** The colours of a picture: those of the site's light theme, and the tint of strokes that stand for text. */
export const colours = {
  accent: '#1b4f7e',
  come: '#0b5d45',
  gone: '#8f2d0e',
  ink: '#1b1f24',
  line: '#ded7c8',
  paper: '#fcfaf5',
  soft: '#565d66',
  stroke: '#b9b1a2',
} as const;

/** One of the colours of a picture. */
export type Colour = keyof typeof colours;
