import { renderHook } from '@testing-library/react';
import { useSignal } from '@backstage/plugin-signals-react';
import { useHint } from './useHint';

jest.mock('@backstage/plugin-signals-react', () => ({ useSignal: jest.fn() }));

const signal = (seq: number | undefined) =>
  jest.mocked(useSignal).mockReturnValue({
    lastSignal: seq === undefined ? null : { upgradeId: 'u-1', seq },
    isSignalsAvailable: true,
  } as never);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('calls once for many hints in a row, and never without one', () => {
  const onHint = jest.fn();
  signal(undefined);
  const { rerender } = renderHook(() => useHint(onHint));
  jest.advanceTimersByTime(60_000);
  expect(onHint).not.toHaveBeenCalled();
  for (let seq = 1; seq <= 50; seq++) {
    signal(seq);
    rerender();
    jest.advanceTimersByTime(10);
  }
  jest.advanceTimersByTime(3000);
  expect(onHint).toHaveBeenCalledTimes(1);
});
