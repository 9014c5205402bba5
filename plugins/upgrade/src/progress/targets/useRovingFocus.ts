import { KeyboardEvent, useRef, useState } from 'react';

/** A cell of the grid, as far as moving through it goes. */
export interface GridCell {
  id: string;
  group: string;
  isFailed: boolean;
}

/**
 * One tab stop for a whole grid: arrow keys, Home, End, Page Up and Down (by group) and F (the next that
 * failed) move within it.
 */
export function useRovingFocus(cells: readonly GridCell[]) {
  const grid = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState<string>();
  const active = Math.max(
    0,
    cells.findIndex(({ id }) => id === activeId),
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const next = nextIndex(event.key, active, cells, columnsOf(grid.current));
    const cell = next === undefined ? undefined : cells[next];
    if (cell) {
      event.preventDefault();
      setActiveId(cell.id);
      grid.current
        ?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(cell.id)}"]`)
        ?.focus();
    }
  };

  return {
    grid,
    onKeyDown,
    /** The cell that the tab key leads to. */
    activeId: cells[active]?.id,
    /** To be called by a cell that gets the focus otherwise, as by a click. */
    setActiveId,
  };
}

/** Cells in the first row, as they are laid out now. */
function columnsOf(grid: HTMLElement | null): number {
  const cells = [...(grid?.querySelectorAll<HTMLElement>('[data-cell]') ?? [])];
  const top = cells[0]?.offsetTop;
  const columns = cells.findIndex(cell => cell.offsetTop !== top);
  return columns > 0 ? columns : Math.max(1, cells.length);
}

/** Where a key leads; undefined when it means nothing here. */
export function nextIndex(
  key: string,
  from: number,
  cells: readonly GridCell[],
  columns: number,
): number | undefined {
  const last = cells.length - 1;
  const within = (index: number) => Math.min(last, Math.max(0, index));
  switch (key) {
    case 'ArrowRight':
      return within(from + 1);
    case 'ArrowLeft':
      return within(from - 1);
    case 'ArrowDown':
      return within(from + columns);
    case 'ArrowUp':
      return within(from - columns);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageDown':
      return otherGroup(from, cells, 1);
    case 'PageUp':
      return otherGroup(from, cells, -1);
    case 'f':
    case 'F':
      return nextFailed(from, cells);
    default:
      return undefined;
  }
}

function otherGroup(
  from: number,
  cells: readonly GridCell[],
  direction: 1 | -1,
): number {
  const group = cells[from]?.group;
  let index = from;
  while (cells[index + direction] && cells[index].group === group) {
    index += direction;
  }
  const target = cells[index]?.group;
  while (direction < 0 && cells[index - 1]?.group === target) {
    index -= 1;
  }
  return index;
}

function nextFailed(from: number, cells: readonly GridCell[]) {
  const after = cells.findIndex((cell, i) => i > from && cell.isFailed);
  const index = after === -1 ? cells.findIndex(cell => cell.isFailed) : after;
  return index === -1 ? undefined : index;
}
