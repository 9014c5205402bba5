import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  controlPlaneAvailability,
  isControlPlaneRequired,
} from './availability';
import { buildControlPlane } from './buildControlPlane';
import { readBuildRecipe } from './buildRecipe';
import { ControlPlaneUnavailable } from '../ControlPlaneError';
import { explainBuildFailure } from './goBuild';
import { findGo } from './goToolchain';

describe('programs for the control plane', () => {
  const environment = process.env;
  let folder: string;

  const addProgram = (name: string, mode = 0o755) =>
    writeFile(join(folder, name), '#!/bin/sh\n', { mode });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assets-'));
    process.env = { ...environment };
  });

  afterEach(async () => {
    process.env = environment;
    await rm(folder, { recursive: true, force: true });
  });

  it('come from KUBEBUILDER_ASSETS when that names a folder with both servers', async () => {
    await addProgram('etcd');
    await addProgram('kube-apiserver');
    process.env.KUBEBUILDER_ASSETS = folder;
    expect(controlPlaneAvailability()).toEqual({ available: true });
    await expect(buildControlPlane()).resolves.toEqual({
      etcd: { file: join(folder, 'etcd'), leadingArguments: [] },
      'kube-apiserver': {
        file: join(folder, 'kube-apiserver'),
        leadingArguments: [],
      },
    });
  });

  it('include the controller manager and the scheduler where the folder has them', async () => {
    const names = [
      'etcd',
      'kube-apiserver',
      'kube-controller-manager',
      'kube-scheduler',
    ];
    await Promise.all(names.map(name => addProgram(name)));
    process.env.KUBEBUILDER_ASSETS = folder;
    expect(Object.keys(await buildControlPlane())).toEqual(names);
  });

  it('are refused with names and remedy when the folder lacks a server', async () => {
    await addProgram('etcd');
    await addProgram('kube-apiserver', 0o644);
    process.env.KUBEBUILDER_ASSETS = folder;
    await expect(buildControlPlane()).rejects.toThrow(ControlPlaneUnavailable);
    expect(controlPlaneAvailability()).toEqual({
      available: false,
      reason: `KUBEBUILDER_ASSETS names ${folder}, which has no executable kube-apiserver. Put them there (setup-envtest downloads them), or unset KUBEBUILDER_ASSETS and install Go to build them.`,
    });
  });

  it('are built with the Go that PATH, GOROOT or an installer offers, in this order', async () => {
    expect(findGo({ PATH: '/nowhere' }, [])).toBeUndefined();
    await addProgram('go');
    const go = join(folder, 'go');
    expect(findGo({ PATH: `/nowhere:${folder}` }, [])).toBe(go);
    expect(findGo({ PATH: '/nowhere' }, [folder])).toBe(go);
  });

  it('are kept under a name that changes with sources and flags only', () => {
    const recipe = readBuildRecipe();
    expect(recipe.binary).toMatch(
      /\.toolchain\/control-plane\/[0-9a-f]{16}\/kube$/,
    );
    expect(readBuildRecipe().binary).toBe(recipe.binary);
    expect(recipe.goArguments.join(' ')).toContain(
      `version.gitVersion=${recipe.release}`,
    );
  });

  it.each([
    ['write /x: no space left on device', 'Free about 6 GB'],
    ['dial tcp: lookup goproxy.example: no such host', 'check the network'],
    ['go.mod requires go >= 1.26.0 (running go 1.20)', 'too old'],
    ['undefined: cobra', 'Repair what Go complains about'],
  ])('explain the failed build "%s"', (line, remedy) => {
    const error = explainBuildFailure([line]);
    expect(error.reason).toContain(line);
    expect(error.remedy).toContain(remedy);
  });
});

describe('isControlPlaneRequired', () => {
  it.each([
    [{}, false],
    [{ CI: 'true' }, true],
    [{ CI: 'false' }, false],
    [{ UPGRADE_REQUIRE_CONTROL_PLANE: '1' }, true],
    [{ UPGRADE_REQUIRE_CONTROL_PLANE: '0' }, false],
  ])('answers %j with %s', (environment, expected) => {
    expect(isControlPlaneRequired(environment as NodeJS.ProcessEnv)).toBe(
      expected,
    );
  });
});
