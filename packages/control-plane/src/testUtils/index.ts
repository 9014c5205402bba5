export { describeWithControlPlane } from '../describeWithControlPlane';
