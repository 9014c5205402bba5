import { Button, ButtonProps, VisuallyHidden } from '@backstage/ui';
import { useId } from 'react';
import styles from './GuardedButton.module.css';

/**
 * A button that can't work now stays where it is and can be reached, and says why: a disabled one would
 * hide its reason from the keyboard. The reason also stands in text nearby (`UnavailableReasons`).
 */
export function GuardedButton({
  unavailable,
  onPress,
  children,
  className,
  ...props
}: ButtonProps & {
  /** Why it can't be used now; absent when it can. */
  unavailable?: string;
}) {
  const reasonId = useId();
  const isOff = unavailable !== undefined;
  return (
    <>
      <Button
        {...props}
        className={[className, isOff ? styles.off : ''].join(' ')}
        aria-disabled={isOff}
        aria-describedby={isOff ? reasonId : undefined}
        onPress={isOff ? undefined : onPress}
      >
        {children}
      </Button>
      {isOff && (
        <VisuallyHidden>
          <span id={reasonId}>{unavailable}</span>
        </VisuallyHidden>
      )}
    </>
  );
}
