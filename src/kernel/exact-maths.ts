/** ln 2 in two parts: the first has 20 bits left for a factor, so that a product with an exponent is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

const bits = new DataView(new ArrayBuffer(8));

/**
 * The natural logarithm of a positive number, from + − × ÷ alone: engines differ in the last bit of `Math.log`, and one
 * bit can turn a comparison. The series of 2·artanh((m−1)/(m+1)) for the mantissa m in [√½, √2); exact to 1 ulp or so.
 */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const scaled = x < 2 ** -1022 ? x * 2 ** 54 : x;
  bits.setFloat64(0, scaled);
  const high = bits.getUint32(0);
  let exponent = (high >>> 20) - 1023 - (x < 2 ** -1022 ? 54 : 0);
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const f = mantissa - 1;
  const s = f / (2 + f);
  const z = s * s;
  let series = 0;
  for (let odd = 25; odd >= 3; odd -= 2) series = (series + 1 / odd) * z;
  // 2s = f − s·f, so the large part f stays exact and only the small corrections are rounded.
  return exponent * ln2High + (f - (s * (f - 2 * series) - exponent * ln2Low));
}

/** e to the power of x, from + − × ÷ alone; the Taylor series on [−½ ln 2, ½ ln 2], exact to 1 ulp or so. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const power = Math.round(x / Math.LN2);
  const rest = x - power * ln2High - power * ln2Low;
  let sum = 1;
  for (let i = 17; i >= 1; i--) sum = 1 + (sum * rest) / i;
  const half = Math.trunc(power / 2);
  return sum * 2 ** half * 2 ** (power - half);
}
