import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The whole portal is rendered; a busy machine must not fail it.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 30_000 });
