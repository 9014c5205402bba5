import { act, renderHook } from '@testing-library/react';
import { useLoad } from './useLoad';

const settle = (ms = 0) => act(() => jest.advanceTimersByTimeAsync(ms));

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Answers in the order in which a test lets it. */
function slowly() {
  const open: Array<{ answer(value: string): void; fail(error: Error): void }> =
    [];
  const read = jest.fn(
    () =>
      new Promise<string>((answer, fail) => {
        open.push({ answer, fail });
      }),
  );
  return { open, read };
}

describe('useLoad', () => {
  it('keeps the old value when reading it again fails, and says so', async () => {
    const { open, read } = slowly();
    const { result } = renderHook(() => useLoad('a', read));
    await act(async () => open[0].answer('one'));
    expect(result.current).toMatchObject({ value: 'one', isLoading: false });
    act(() => result.current.reload());
    await act(async () => open[1].fail(new Error('away')));
    expect(result.current.value).toBe('one');
    expect(result.current.error?.message).toBe('away');
    act(() => result.current.reload());
    await act(async () => open[2].answer('two'));
    expect(result.current.error).toBeUndefined();
    expect(result.current.value).toBe('two');
  });

  it('drops the answer to an older question', async () => {
    const { open, read } = slowly();
    const { result, rerender } = renderHook(({ key }) => useLoad(key, read), {
      initialProps: { key: 'a' },
    });
    rerender({ key: 'b' });
    await act(async () => open[1].answer('of b'));
    await act(async () => open[0].answer('of a'));
    expect(result.current.value).toBe('of b');
  });

  it('never shows the value of another key', async () => {
    const { open, read } = slowly();
    const { result, rerender } = renderHook(({ key }) => useLoad(key, read), {
      initialProps: { key: 'a' },
    });
    await act(async () => open[0].answer('of a'));
    rerender({ key: 'b' });
    expect(result.current).toMatchObject({ isLoading: true });
    expect(result.current.value).toBeUndefined();
  });

  it('reads again from time to time', async () => {
    const read = jest.fn(async () => 'x');
    const { unmount } = renderHook(() => useLoad('a', read, { everyMs: 1000 }));
    await settle();
    for (let second = 0; second < 3; second++) {
      await settle(1000);
    }
    expect(read).toHaveBeenCalledTimes(4);
    unmount();
    await settle(5000);
    expect(read).toHaveBeenCalledTimes(4);
  });
});
