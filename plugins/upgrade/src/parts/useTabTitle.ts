import { useEffect } from 'react';

/** The browser tab's title for as long as the component is mounted. */
export function useTabTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) {
      return undefined;
    }
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
