import { useEffect, useState } from 'preact/hooks';

/** A value once it has stood for so many milliseconds; nothing before the first change has settled. */
export function useSettled<Value>(value: Value, milliseconds: number): Value | undefined {
  const [first] = useState(value);
  const [settled, settle] = useState<Value>();
  useEffect(() => {
    if (value === first && settled === undefined) return undefined;
    const timer = setTimeout(() => settle(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
