"""What the sandbox means to do otherwise than the vendor's description of the API says. Each point is put into the
description before schemathesis reads it; whatever differs besides is a fault of the sandbox.
"""

import copy
import json
import urllib.request

import schemathesis

# What has no use for a page about hooks, and is not served.
UNSERVED = [
    ("/pipelines/{pipeline_id}/actions", "post"),
    ("/actions/{action_id}/retry", "post"),
    ("/credentials/{credential_id}", "get"),
    ("/credentials/{credential_id}/get-status", "post"),
    ("/credentials/{credential_id}/repositories/{repository_owner}/{repository_name}", "get"),
    ("/environments/{environment_id}", "get"),
    ("/environments/{environment_id}/credentials/{provider_code}/settings", "get"),
    ("/projects/{project_id}/tokens", "post"),
    ("/organizations/{organization_id}/roles", "get"),
    # What a delivery has to hold is up to the hook that receives it: the description has no body for it at all.
    ("/hooks/{hook_id}/trigger", "post"),
]

# The description names few of these for each operation. Its prose and the protocol know all of them: a body that is no
# JSON, a token that is none, no permission, nothing there, headers that are not application/json, wrong input.
STATUSES = {
    "400": "Bad Request",
    "401": "Unauthenticated",
    "403": "Forbidden",
    "404": "Not Found",
    "415": "Unsupported Media Type",
    "422": "Unprocessable Entity",
}

SCALARS = [{"type": "string"}, {"type": "number"}, {"type": "boolean"}]


def text(most=None):
    """A string of which something is left when it is trimmed, as the API's framework does before it looks."""
    schema = {"type": "string", "minLength": 1, "pattern": r"\S"}
    return schema | ({"maxLength": most} if most else {})


def closed(schema, **properties):
    """The sandbox refuses fields that the description does not name, so that a misspelt one is noticed."""
    schema["properties"].update(properties)
    return schema | {"additionalProperties": False}


def bodies(model):
    """The bodies for the two kinds of hooks. The description has one model, and says in prose where they differ."""
    common = closed(
        copy.deepcopy(model),
        name=text(60),
        # A field of older descriptions, which the vendor's guide still sends.
        action_type={"$ref": "#/components/schemas/ActionType"},
    )
    common["properties"]["secret_algorithm"]["maxLength"] = 20
    common["properties"]["secret_header_name"]["maxLength"] = 64
    unsigned, signed, outgoing = (copy.deepcopy(common) for _ in range(3))
    for body, required in ((unsigned, False), (signed, True)):
        body["properties"]["settings"] = {"$ref": "#/components/schemas/HookIncomingSettings"}
        body["properties"]["trigger_when"] = trigger({"$ref": "#/components/schemas/TriggerWhenCondition"})
        body["properties"]["requires_secret"] = {"type": "boolean", "enum": [required]}
        body["required"] = body["required"] + ["requires_secret"]
    signed["properties"] |= {"secret_algorithm": text(20), "secret_header_name": text(64)}
    signed["required"] = signed["required"] + ["secret_algorithm", "secret_header_name"]
    outgoing["properties"]["settings"] = {"$ref": "#/components/schemas/HookOutgoingSettings"}
    outgoing["properties"]["trigger_when"] = trigger(
        {"$ref": "#/components/schemas/HookOutgoingTriggerWhenCondition"}
    )
    # The model lacks what every command of the vendor's guide sends.
    outgoing["properties"]["target_url"] = {"type": "string", "pattern": r"^https?://[a-z]+\.example/"}
    outgoing["required"] = outgoing["required"] + ["target_url"]
    return {"incoming": {"oneOf": [unsigned, signed]}, "outgoing": outgoing}


def trigger(condition):
    events = ["action.status_changed", "action.queued", "action.started", "action.completed", "action.failed"]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "events": {"type": "array", "items": {"type": "string", "enum": events}},
            "conditions": {"type": "array", "items": condition},
        },
    }


@schemathesis.hook
def before_load_schema(context, raw_schema):
    paths = raw_schema["paths"]
    schemas = raw_schema["components"]["schemas"]
    for path, method in UNSERVED:
        paths[path].pop(method)

    models = {"post": bodies(schemas["HookPipelineCreate"]), "put": bodies(schemas["HookUpdate"])}
    for model in models["put"]["incoming"]["oneOf"] + [models["put"]["outgoing"]]:
        model["properties"]["id"] = text(36)
    for path in [path for path in paths if "{hook_type}" in path]:
        operations = paths.pop(path)
        for kind in ("incoming", "outgoing"):
            paths[path.replace("{hook_type}", kind)] = own = copy.deepcopy(operations)
            for method, operation in own.items():
                operation["operationId"] += kind
                operation["parameters"] = [each for each in operation["parameters"] if each.get("name") != "hook_type"]
                if "requestBody" in operation:
                    content = operation["requestBody"]["content"]["application/json"]
                    content.clear()
                    content["schema"] = models[method][kind]
    # The address of an incoming hook, which an answer tells, takes deliveries as well.
    paths["/hooks/incoming/{hook_id}"]["post"] = {"operationId": "deliver", "responses": {"default": {"description": ""}}}
    # The client sends these two by itself where a request leaves them out; `case_http.rs` is about them.
    heads = [{"$ref": f"#/components/parameters/{name}"} for name in ("acceptHeader", "contentTypeHeader")]
    for operations in paths.values():
        for operation in operations.values():
            operation["parameters"] = [each for each in operation.get("parameters", []) if each not in heads]
            for status, words in STATUSES.items():
                operation["responses"].setdefault(status, {"description": words})

    # Neither of the two has a field that it must have, so all settings would be both.
    for name in ("Hook", "HookRelation"):
        schemas[name]["properties"]["settings"]["anyOf"] = schemas[name]["properties"]["settings"].pop("oneOf")
        # A server in PHP shows an object without fields as an array, and readers must live with it.
        shown = {"anyOf": [{"$ref": "#/components/schemas/HookTriggerWhen"}, {"type": "array", "maxItems": 0}]}
        schemas[name]["properties"]["trigger_when"] = shown
    conditions = schemas["HookTriggerWhen"]["properties"]["conditions"]["items"]
    conditions["anyOf"] = conditions.pop("oneOf")
    # Its own example has a number and booleans.
    outgoing = schemas["HookOutgoingTriggerWhenCondition"]
    outgoing["properties"]["accepted_values"]["items"] = {"anyOf": SCALARS}
    schemas["HookOutgoingTriggerWhenCondition"] = closed(outgoing, path=text())
    schemas["TriggerWhenCondition"] = closed(schemas["TriggerWhenCondition"], path=text())
    schemas["HookIncomingSettings"] = closed(schemas["HookIncomingSettings"])
    schemas["HookOutgoingSettings"] = closed(schemas["HookOutgoingSettings"])
    schemas["HookOutgoingRequestHeader"] = closed(
        schemas["HookOutgoingRequestHeader"], name=text(256), value=text(4096)
    )
    # Its list of what is required stands one level too deep.
    variable = closed(schemas["HookVariable"], name=text())
    variable["required"] = variable["properties"]["default_value"].pop("required")
    value = variable["properties"]["default_value"]
    value["anyOf"] = value.pop("oneOf")
    value["anyOf"][-1]["items"]["anyOf"] = value["anyOf"][-1]["items"].pop("oneOf")
    schemas["HookVariable"] = variable
    # An application without a credential says so.
    schemas["ApplicationRelation"]["properties"]["credential"] = {"nullable": True, "allOf": [
        {"$ref": "#/components/schemas/Credential"}
    ]}
    schemas["Application"]["properties"]["credential"] = schemas["ApplicationRelation"]["properties"]["credential"]


# What there is in the sandbox: with other ids nearly every answer would be 404.
IDS = {
    "pipeline_id": [512, 513, 530, 540, 541, 543],
    "application_id": [34, 35, 36, 51],
    "project_id": [3],
    "environment_id": [12],
    "action_id": [794613284671],
    "resource_id": [34, 35],
}
# The pipeline whose hooks have deliveries.
RECORDED = 9080


@schemathesis.hook
def before_call(context, case, kwargs):
    """Puts ids that exist into the path, where a number or a text could be one."""
    parameters = case.path_parameters
    for name, known in IDS.items():
        number = parameters.get(name)
        if isinstance(number, int) and not isinstance(number, bool) and number > 0:
            parameters[name] = known[number % len(known)]
    kind = "incoming" if "/incoming/" in case.path else "outgoing"
    api = Api(case.operation.base_url)
    if isinstance(parameters.get("hook_id"), str):
        parameters["hook_id"] = api.new_hook(kind) if case.method == "DELETE" else api.hook(kind)
        if isinstance(case.body, dict) and isinstance(case.body.get("id"), str):
            case.body["id"] = parameters["hook_id"]
    if isinstance(parameters.get("hook_request_id"), str):
        parameters["hook_request_id"] = api.call(f"/hooks/{kind}/{api.hook(kind)}/requests")[0]["id"]


class Api:
    """The sandbox, asked for what there is."""

    def __init__(self, url):
        self.url = url

    def call(self, path, body=None):
        headers = {name: "application/json" for name in ("Accept", "Content-Type")}
        headers["Authorization"] = "Bearer devopness_pat_sandbox"
        request = urllib.request.Request(self.url + path, body and json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def hook(self, kind):
        found = self.call(f"/pipelines/{RECORDED}/hooks?per_page=100")
        return next(hook["id"] for hook in found if hook["type"] == {"incoming": "in", "outgoing": "out"}[kind])

    def new_hook(self, kind):
        body = {"name": "To be deleted"}
        body |= {"requires_secret": False} if kind == "incoming" else {"target_url": "https://a.example/"}
        return self.call(f"/pipelines/{RECORDED}/hooks/{kind}", body)["id"]
