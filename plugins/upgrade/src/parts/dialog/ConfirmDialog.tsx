import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import {
  MAX_REASON_LENGTH,
  MIN_REASON_LENGTH,
} from '@cluster-upgrade/plugin-upgrade-common';
import { FormEvent, ReactNode, useState } from 'react';
import { serverMessage } from '../frame/LoadFrame';
import contrast from '../contrast.module.css';
import { useText } from '../useText';
import styles from './ConfirmDialog.module.css';

/** How much has to be said before an effect. It grows with what can't be taken back. */
export interface Friction {
  reason: 'none' | 'optional' | 'compulsory';
  /** What has to be typed; absent: nothing. */
  typedName?: string;
}

/** What a dialog asks before something is done. */
export interface ConfirmDialogProps {
  title: string;
  /** What will happen, before it does. */
  children: ReactNode;
  /** Repeats the action, for example `Roll back prod-eu`; never "OK". */
  verb: string;
  /** What closing it without an effect comes to, for example `Keep running`. */
  leave?: string;
  isDestructive?: boolean;
  friction: Friction;
  /** Closes the dialog by resolving; the dialog shows why when it rejects. */
  onConfirm(reason: string | undefined): Promise<void>;
  onClose(): void;
  /** Why it can't be confirmed (any more), for example when the state changed under the dialog. */
  blockedBy?: string;
  /** Something in `children` has still to be chosen. */
  isIncomplete?: boolean;
}

/** Shows an effect, asks for what the friction demands, and does it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, verb, friction, onClose } = props;
  const t = useText();
  const form = useConfirmForm(props);
  return (
    <Dialog
      isOpen
      isDismissable={!form.isSending}
      onOpenChange={isOpen => !isOpen && onClose()}
      width="min(40rem, 100vw)"
      className={contrast.onCard}
    >
      <DialogHeader>{title}</DialogHeader>
      <form onSubmit={form.submit}>
        <DialogBody>
          <Flex direction="column" gap="4">
            {children}
            {friction.reason !== 'none' && (
              <ReasonField form={form} friction={friction} />
            )}
            {friction.typedName && (
              <TextField
                label={t('parts.dialog.typeName', { name: friction.typedName })}
                value={form.typed}
                onChange={form.setTyped}
                autoComplete="off"
              />
            )}
            <WhyNot refusal={form.refusal} blockedBy={props.blockedBy} />
          </Flex>
        </DialogBody>
        <DialogFooter className={styles.footer}>
          <Button variant="secondary" onPress={onClose}>
            {props.leave ?? t('parts.dialog.cancel')}
          </Button>
          <Button
            type="submit"
            destructive={props.isDestructive}
            isDisabled={!form.isComplete}
            isPending={form.isSending}
          >
            {verb}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

/** What the server refused stays; what has become impossible meanwhile was never sent. */
function WhyNot({
  refusal,
  blockedBy,
}: {
  refusal?: string;
  blockedBy?: string;
}) {
  const t = useText();
  const why = refusal ?? blockedBy;
  return why === undefined ? null : (
    <Alert
      role="alert"
      status={refusal ? 'danger' : 'warning'}
      icon
      title={t(refusal ? 'parts.dialog.failed' : 'parts.dialog.overtaken')}
      description={why}
    />
  );
}

function ReasonField({
  form,
  friction,
}: {
  form: ConfirmForm;
  friction: Friction;
}) {
  const t = useText();
  const isCompulsory = friction.reason === 'compulsory';
  const length = form.reason.trim().length;
  const isShort = isCompulsory && length < MIN_REASON_LENGTH;
  const excess = length - MAX_REASON_LENGTH;
  return (
    <div>
      <TextAreaField
        label={t(
          isCompulsory ? 'parts.dialog.reason' : 'parts.dialog.reasonOptional',
        )}
        description={
          isShort
            ? t('parts.dialog.reasonTooShort', { count: MIN_REASON_LENGTH })
            : t('parts.dialog.reasonHelp')
        }
        value={form.reason}
        onChange={form.setReason}
        isRequired={isCompulsory}
        isInvalid={excess > 0}
        rows={2}
      />
      {excess > 0 && (
        <p role="alert">
          {t('parts.dialog.reasonTooLong', {
            count: excess,
            max: MAX_REASON_LENGTH,
          })}
        </p>
      )}
    </div>
  );
}

type ConfirmForm = ReturnType<typeof useConfirmForm>;

function useConfirmForm(props: ConfirmDialogProps) {
  const { friction, blockedBy } = props;
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<string>();
  const { length } = reason.trim();
  const hasReason =
    length <= MAX_REASON_LENGTH &&
    (friction.reason !== 'compulsory' || length >= MIN_REASON_LENGTH);
  const hasName = !friction.typedName || typed === friction.typedName;
  const isComplete = hasReason && hasName && !blockedBy && !props.isIncomplete;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete || isSending) {
      return;
    }
    setIsSending(true);
    setError(undefined);
    try {
      await props.onConfirm(reason.trim() || undefined);
      props.onClose();
    } catch (caught) {
      setError(serverMessage(caught as Error));
      setIsSending(false);
    }
  };

  return {
    reason,
    setReason,
    typed,
    setTyped,
    isSending,
    isComplete,
    refusal: error,
    submit,
  };
}
