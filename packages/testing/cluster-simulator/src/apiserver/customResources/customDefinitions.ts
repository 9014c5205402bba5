import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  ResourceDefinition,
  Subresource,
} from '../resources/ResourceDefinition';
import { allVerbs } from '../resources/resourceVerbs';
import { Schema } from '../schema/Schema';
import { schemaValidator } from './schemaValidator';
import { fillDefaults, wholeObjectSchema } from './structuralSchema';

/**
 * What a CustomResourceDefinition adds to the API: one resource per served version.
 *
 * @internal
 */
export function customDefinitions(crd: KubeObject): ResourceDefinition[] {
  return (crd.spec.versions ?? [])
    .filter((version: any) => version.served)
    .map((version: any) => toDefinition(crd.spec, version));
}

function toDefinition(spec: any, version: any): ResourceDefinition {
  const { group, names } = spec;
  const authored: Schema | undefined = version.schema?.openAPIV3Schema;
  const { status, scale } = version.subresources ?? {};
  const subresources: Subresource[] = [
    ...(status ? (['status'] as const) : []),
    ...(scale ? (['scale'] as const) : []),
  ];
  return {
    group,
    version: version.name,
    plural: names.plural,
    singular: names.singular,
    kind: names.kind,
    listKind: names.listKind,
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    isNamespaced: spec.scope === 'Namespaced',
    bucket: `${group}/${names.plural}`,
    verbs: allVerbs,
    subresources,
    schema: wholeObjectSchema(authored),
    isCustom: true,
    ...(scale && {
      scale: {
        specReplicas: scale.specReplicasPath,
        statusReplicas: scale.statusReplicasPath,
        selector: scale.labelSelectorPath,
      },
    }),
    columns: version.additionalPrinterColumns,
    selectableFields: (version.selectableFields ?? []).map((field: any) =>
      field.jsonPath.replace(/^\./, ''),
    ),
    rules: {
      hasStatus: Boolean(status),
      hasGeneration: true,
      isVersionRequiredOnUpdate: true,
      setDefaults: object => fillDefaults(object, authored ?? {}),
      validate: schemaValidator(authored),
    },
  };
}
