import { VirtualClock } from '../testUtils/VirtualClock';
import { CheckAnswer, defineCheck } from './defineCheck';
import { CheckInput } from '../driver/UpgradeDriver';

const input = { clock: new VirtualClock() } as unknown as CheckInput;

const findings = (...answers: CheckAnswer[]) =>
  defineCheck({
    id: 'budgets',
    title: 'Budgets let nodes be drained',
    group: 'policy',
    answer: () => answers,
  }).run(input);

const answer: CheckAnswer = { status: 'pass', observed: 'fine', needed: 'x' };

describe('defineCheck', () => {
  it('makes findings of answers, each under an id of its own', async () => {
    expect(await findings(answer, { ...answer, about: 'shop' })).toMatchObject([
      { id: 'budgets', checkId: 'budgets', group: 'policy' },
      { id: 'budgets:shop', checkId: 'budgets', group: 'policy' },
    ]);
  });

  it('gives a finding the title of its answer, or else of the check', async () => {
    const title = 'Budget shop blocks draining';
    const found = await findings(answer, { ...answer, about: 'shop', title });
    expect(found.map(finding => finding.title)).toEqual([
      'Budgets let nodes be drained',
      title,
    ]);
  });
});
