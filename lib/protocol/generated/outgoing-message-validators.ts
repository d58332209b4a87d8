// Written by `npm run generate` from ../messages/message-schemas.ts. Do not edit.
// @ts-nocheck
import { outgoingMessageSchemas } from '../messages/message-schemas';
import { MESSAGE_KEYWORDS } from '../messages/message-keywords';
import { countCodePoints } from '../schema-validator';
import type { SchemaValidator } from '../schema-validator';

export const outgoingMessageValidators = {} as Record<keyof typeof outgoingMessageSchemas, SchemaValidator>;

outgoingMessageValidators.text = validate21;
const schema6 = outgoingMessageSchemas["text"];
const keyword0 = MESSAGE_KEYWORDS.kind;
const schema18 = outgoingMessageSchemas["sender"];
const func2 = countCodePoints;

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema18.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/2/required",keyword:"required",params:{missingProperty: "name"},schema:schema18.allOf[2].required,parentSchema:schema18.allOf[2],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "name") || (key0 === "avatar"))){
const err2 = {instancePath,schemaPath:"#/allOf/3/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema18.allOf[3],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(!keyword0("string", data0, rootData)){
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/allOf/3/properties/name/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema18.allOf[3].properties.name.allOf[0],data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data0 === "string"){
if(func2(data0) > 28){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/allOf/3/properties/name/allOf/1/maxLength",keyword:"maxLength",params:{limit: 28},schema:28,parentSchema:schema18.allOf[3].properties.name.allOf[1],data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(typeof data0 === "string"){
if(func2(data0) < 1){
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/allOf/3/properties/name/allOf/2/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema18.allOf[3].properties.name.allOf[2],data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.avatar !== undefined){
let data1 = data.avatar;
if(!keyword0("string", data1, rootData)){
const err6 = {instancePath:instancePath+"/avatar",schemaPath:"#/allOf/3/properties/avatar/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema18.allOf[3].properties.avatar,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
validate22.errors = vErrors;
return errors === 0;
}

const schema19 = outgoingMessageSchemas["keyboard"];
const keyword7 = MESSAGE_KEYWORDS.maxButtonRows;
const keyword12 = MESSAGE_KEYWORDS.range;
const keyword16 = MESSAGE_KEYWORDS.apiLevel;
const func6 = Object.prototype.hasOwnProperty;
const schema21 = outgoingMessageSchemas["button"];
const pattern0 = new RegExp("^#[0-9a-fA-F]{6}$", "u");

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema21.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs3 = errors;
let valid1 = true;
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.ActionType !== undefined){
let data0 = data.ActionType;
if(!((data0 === "reply") || (data0 === "open-url"))){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
var _valid0 = _errs4 === errors;
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs6 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.ActionBody === undefined){
const err2 = {instancePath,schemaPath:"#/allOf/2/then/required",keyword:"required",params:{missingProperty: "ActionBody"},schema:schema21.allOf[2].then.required,parentSchema:schema21.allOf[2].then,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs6 === errors;
valid1 = _valid0;
}
if(!valid1){
const err3 = {instancePath,schemaPath:"#/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},schema:schema21.allOf[2].if,parentSchema:schema21.allOf[2],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func6.call(schema21.allOf[3].properties, key0))){
const err4 = {instancePath,schemaPath:"#/allOf/3/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema21.allOf[3],data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.Columns !== undefined){
let data1 = data.Columns;
if(!keyword0("number", data1, rootData)){
const err5 = {instancePath:instancePath+"/Columns",schemaPath:"#/allOf/3/properties/Columns/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema21.allOf[3].properties.Columns.allOf[0].allOf[0].allOf[0],data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!((typeof data1 == "number") && (isFinite(data1)))){
const err6 = {instancePath:instancePath+"/Columns",schemaPath:"#/allOf/3/properties/Columns/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema21.allOf[3].properties.Columns.allOf[0].allOf[0].allOf[1].type,parentSchema:schema21.allOf[3].properties.Columns.allOf[0].allOf[0].allOf[1],data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
let res0;
if((1 === 0 || (res0 = data1/1, res0 !== parseInt(res0)))){
const err7 = {instancePath:instancePath+"/Columns",schemaPath:"#/allOf/3/properties/Columns/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema21.allOf[3].properties.Columns.allOf[0].allOf[1],data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(!keyword12(schema21.allOf[3].properties.Columns.allOf[1].range, data1, rootData)){
const err8 = {instancePath:instancePath+"/Columns",schemaPath:"#/allOf/3/properties/Columns/allOf/1/range",keyword:"range",params:{},schema:schema21.allOf[3].properties.Columns.allOf[1].range,parentSchema:schema21.allOf[3].properties.Columns.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.Rows !== undefined){
let data2 = data.Rows;
if(!keyword0("number", data2, rootData)){
const err9 = {instancePath:instancePath+"/Rows",schemaPath:"#/allOf/3/properties/Rows/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema21.allOf[3].properties.Rows.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err10 = {instancePath:instancePath+"/Rows",schemaPath:"#/allOf/3/properties/Rows/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema21.allOf[3].properties.Rows.allOf[0].allOf[0].allOf[1].type,parentSchema:schema21.allOf[3].properties.Rows.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res1;
if((1 === 0 || (res1 = data2/1, res1 !== parseInt(res1)))){
const err11 = {instancePath:instancePath+"/Rows",schemaPath:"#/allOf/3/properties/Rows/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema21.allOf[3].properties.Rows.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(!keyword12(schema21.allOf[3].properties.Rows.allOf[1].range, data2, rootData)){
const err12 = {instancePath:instancePath+"/Rows",schemaPath:"#/allOf/3/properties/Rows/allOf/1/range",keyword:"range",params:{},schema:schema21.allOf[3].properties.Rows.allOf[1].range,parentSchema:schema21.allOf[3].properties.Rows.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.ActionType !== undefined){
let data3 = data.ActionType;
if(!keyword0("string", data3, rootData)){
const err13 = {instancePath:instancePath+"/ActionType",schemaPath:"#/allOf/3/properties/ActionType/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.ActionType.allOf[0].allOf[0],data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!((((((((data3 === "reply") || (data3 === "open-url")) || (data3 === "location-picker")) || (data3 === "share-phone")) || (data3 === "none")) || (data3 === "buy")) || (data3 === "open-map")) || (data3 === "subscribe-bot"))){
const err14 = {instancePath:instancePath+"/ActionType",schemaPath:"#/allOf/3/properties/ActionType/allOf/0/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.ActionType.allOf[0].allOf[1].enum},schema:schema21.allOf[3].properties.ActionType.allOf[0].allOf[1].enum,parentSchema:schema21.allOf[3].properties.ActionType.allOf[0].allOf[1],data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
const _errs30 = errors;
let valid12 = true;
const _errs31 = errors;
if(!((data3 === "location-picker") || (data3 === "share-phone"))){
const err15 = {};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var _valid1 = _errs31 === errors;
errors = _errs30;
if(vErrors !== null){
if(_errs30){
vErrors.length = _errs30;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs32 = errors;
if(!keyword16(3, data3, rootData)){
const err16 = {instancePath:instancePath+"/ActionType",schemaPath:"#/allOf/3/properties/ActionType/allOf/1/then/apiLevel",keyword:"apiLevel",params:{},schema:3,parentSchema:schema21.allOf[3].properties.ActionType.allOf[1].then,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid1 = _errs32 === errors;
valid12 = _valid1;
}
if(!valid12){
const err17 = {instancePath:instancePath+"/ActionType",schemaPath:"#/allOf/3/properties/ActionType/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},schema:schema21.allOf[3].properties.ActionType.allOf[1].if,parentSchema:schema21.allOf[3].properties.ActionType.allOf[1],data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.ActionBody !== undefined){
let data4 = data.ActionBody;
if(!keyword0("number or string", data4, rootData)){
const err18 = {instancePath:instancePath+"/ActionBody",schemaPath:"#/allOf/3/properties/ActionBody/allOf/0/kind",keyword:"kind",params:{},schema:"number or string",parentSchema:schema21.allOf[3].properties.ActionBody.allOf[0],data:data4};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(typeof data4 !== "string"){
const err19 = {instancePath:instancePath+"/ActionBody",schemaPath:"#/allOf/3/properties/ActionBody/allOf/1/type",keyword:"type",params:{type: "string"},schema:schema21.allOf[3].properties.ActionBody.allOf[1].type,parentSchema:schema21.allOf[3].properties.ActionBody.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.ReplyType !== undefined){
let data5 = data.ReplyType;
if(!keyword0("string", data5, rootData)){
const err20 = {instancePath:instancePath+"/ReplyType",schemaPath:"#/allOf/3/properties/ReplyType/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.ReplyType.allOf[0],data:data5};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(!((data5 === "message") || (data5 === "query"))){
const err21 = {instancePath:instancePath+"/ReplyType",schemaPath:"#/allOf/3/properties/ReplyType/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.ReplyType.allOf[1].enum},schema:schema21.allOf[3].properties.ReplyType.allOf[1].enum,parentSchema:schema21.allOf[3].properties.ReplyType.allOf[1],data:data5};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.Silent !== undefined){
let data6 = data.Silent;
if(!keyword0("boolean", data6, rootData)){
const err22 = {instancePath:instancePath+"/Silent",schemaPath:"#/allOf/3/properties/Silent/allOf/0/kind",keyword:"kind",params:{},schema:"boolean",parentSchema:schema21.allOf[3].properties.Silent.allOf[0],data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(typeof data6 !== "boolean"){
const err23 = {instancePath:instancePath+"/Silent",schemaPath:"#/allOf/3/properties/Silent/allOf/1/type",keyword:"type",params:{type: "boolean"},schema:schema21.allOf[3].properties.Silent.allOf[1].type,parentSchema:schema21.allOf[3].properties.Silent.allOf[1],data:data6};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.Text !== undefined){
let data7 = data.Text;
if(!keyword0("number or string", data7, rootData)){
const err24 = {instancePath:instancePath+"/Text",schemaPath:"#/allOf/3/properties/Text/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number or string",parentSchema:schema21.allOf[3].properties.Text.allOf[0].allOf[0],data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(typeof data7 !== "string"){
const err25 = {instancePath:instancePath+"/Text",schemaPath:"#/allOf/3/properties/Text/allOf/0/allOf/1/type",keyword:"type",params:{type: "string"},schema:schema21.allOf[3].properties.Text.allOf[0].allOf[1].type,parentSchema:schema21.allOf[3].properties.Text.allOf[0].allOf[1],data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(typeof data7 === "string"){
if(func2(data7) > 250){
const err26 = {instancePath:instancePath+"/Text",schemaPath:"#/allOf/3/properties/Text/allOf/1/maxLength",keyword:"maxLength",params:{limit: 250},schema:250,parentSchema:schema21.allOf[3].properties.Text.allOf[1],data:data7};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
if(data.TextSize !== undefined){
let data8 = data.TextSize;
if(!keyword0("string", data8, rootData)){
const err27 = {instancePath:instancePath+"/TextSize",schemaPath:"#/allOf/3/properties/TextSize/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.TextSize.allOf[0],data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!((((data8 === "small") || (data8 === "regular")) || (data8 === "medium")) || (data8 === "large"))){
const err28 = {instancePath:instancePath+"/TextSize",schemaPath:"#/allOf/3/properties/TextSize/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.TextSize.allOf[1].enum},schema:schema21.allOf[3].properties.TextSize.allOf[1].enum,parentSchema:schema21.allOf[3].properties.TextSize.allOf[1],data:data8};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.TextVAlign !== undefined){
let data9 = data.TextVAlign;
if(!keyword0("string", data9, rootData)){
const err29 = {instancePath:instancePath+"/TextVAlign",schemaPath:"#/allOf/3/properties/TextVAlign/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.TextVAlign.allOf[0],data:data9};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(!(((data9 === "top") || (data9 === "middle")) || (data9 === "bottom"))){
const err30 = {instancePath:instancePath+"/TextVAlign",schemaPath:"#/allOf/3/properties/TextVAlign/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.TextVAlign.allOf[1].enum},schema:schema21.allOf[3].properties.TextVAlign.allOf[1].enum,parentSchema:schema21.allOf[3].properties.TextVAlign.allOf[1],data:data9};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.TextHAlign !== undefined){
let data10 = data.TextHAlign;
if(!keyword0("string", data10, rootData)){
const err31 = {instancePath:instancePath+"/TextHAlign",schemaPath:"#/allOf/3/properties/TextHAlign/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.TextHAlign.allOf[0],data:data10};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(!((((data10 === "left") || (data10 === "center")) || (data10 === "middle")) || (data10 === "right"))){
const err32 = {instancePath:instancePath+"/TextHAlign",schemaPath:"#/allOf/3/properties/TextHAlign/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.TextHAlign.allOf[1].enum},schema:schema21.allOf[3].properties.TextHAlign.allOf[1].enum,parentSchema:schema21.allOf[3].properties.TextHAlign.allOf[1],data:data10};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.TextPaddings !== undefined){
let data11 = data.TextPaddings;
if(!keyword0("array", data11, rootData)){
const err33 = {instancePath:instancePath+"/TextPaddings",schemaPath:"#/allOf/3/properties/TextPaddings/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"array",parentSchema:schema21.allOf[3].properties.TextPaddings.allOf[0].allOf[0],data:data11};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(Array.isArray(data11)){
if(data11.length > 4){
const err34 = {instancePath:instancePath+"/TextPaddings",schemaPath:"#/allOf/3/properties/TextPaddings/allOf/0/allOf/1/maxItems",keyword:"maxItems",params:{limit: 4},schema:4,parentSchema:schema21.allOf[3].properties.TextPaddings.allOf[0].allOf[1],data:data11};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data11.length < 4){
const err35 = {instancePath:instancePath+"/TextPaddings",schemaPath:"#/allOf/3/properties/TextPaddings/allOf/0/allOf/1/minItems",keyword:"minItems",params:{limit: 4},schema:4,parentSchema:schema21.allOf[3].properties.TextPaddings.allOf[0].allOf[1],data:data11};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(Array.isArray(data11)){
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
let data12 = data11[i0];
if(!keyword0("number", data12, rootData)){
const err36 = {instancePath:instancePath+"/TextPaddings/" + i0,schemaPath:"#/allOf/3/properties/TextPaddings/allOf/0/allOf/2/items/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema21.allOf[3].properties.TextPaddings.allOf[0].allOf[2].items.allOf[0].allOf[0],data:data12};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(!((typeof data12 == "number") && (isFinite(data12)))){
const err37 = {instancePath:instancePath+"/TextPaddings/" + i0,schemaPath:"#/allOf/3/properties/TextPaddings/allOf/0/allOf/2/items/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema21.allOf[3].properties.TextPaddings.allOf[0].allOf[2].items.allOf[0].allOf[1].type,parentSchema:schema21.allOf[3].properties.TextPaddings.allOf[0].allOf[2].items.allOf[0].allOf[1],data:data12};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(!keyword12(schema21.allOf[3].properties.TextPaddings.allOf[0].allOf[2].items.allOf[1].range, data12, rootData)){
const err38 = {instancePath:instancePath+"/TextPaddings/" + i0,schemaPath:"#/allOf/3/properties/TextPaddings/allOf/0/allOf/2/items/allOf/1/range",keyword:"range",params:{},schema:schema21.allOf[3].properties.TextPaddings.allOf[0].allOf[2].items.allOf[1].range,parentSchema:schema21.allOf[3].properties.TextPaddings.allOf[0].allOf[2].items.allOf[1],data:data12};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
if(!keyword16(4, data11, rootData)){
const err39 = {instancePath:instancePath+"/TextPaddings",schemaPath:"#/allOf/3/properties/TextPaddings/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:4,parentSchema:schema21.allOf[3].properties.TextPaddings.allOf[1],data:data11};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.TextOpacity !== undefined){
let data13 = data.TextOpacity;
if(!keyword0("number", data13, rootData)){
const err40 = {instancePath:instancePath+"/TextOpacity",schemaPath:"#/allOf/3/properties/TextOpacity/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema21.allOf[3].properties.TextOpacity.allOf[0].allOf[0],data:data13};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(!((typeof data13 == "number") && (isFinite(data13)))){
const err41 = {instancePath:instancePath+"/TextOpacity",schemaPath:"#/allOf/3/properties/TextOpacity/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema21.allOf[3].properties.TextOpacity.allOf[0].allOf[1].type,parentSchema:schema21.allOf[3].properties.TextOpacity.allOf[0].allOf[1],data:data13};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(!keyword12(schema21.allOf[3].properties.TextOpacity.allOf[1].range, data13, rootData)){
const err42 = {instancePath:instancePath+"/TextOpacity",schemaPath:"#/allOf/3/properties/TextOpacity/allOf/1/range",keyword:"range",params:{},schema:schema21.allOf[3].properties.TextOpacity.allOf[1].range,parentSchema:schema21.allOf[3].properties.TextOpacity.allOf[1],data:data13};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data.TextShouldFit !== undefined){
let data14 = data.TextShouldFit;
if(!keyword0("boolean", data14, rootData)){
const err43 = {instancePath:instancePath+"/TextShouldFit",schemaPath:"#/allOf/3/properties/TextShouldFit/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"boolean",parentSchema:schema21.allOf[3].properties.TextShouldFit.allOf[0].allOf[0],data:data14};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(typeof data14 !== "boolean"){
const err44 = {instancePath:instancePath+"/TextShouldFit",schemaPath:"#/allOf/3/properties/TextShouldFit/allOf/0/allOf/1/type",keyword:"type",params:{type: "boolean"},schema:schema21.allOf[3].properties.TextShouldFit.allOf[0].allOf[1].type,parentSchema:schema21.allOf[3].properties.TextShouldFit.allOf[0].allOf[1],data:data14};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(!keyword16(6, data14, rootData)){
const err45 = {instancePath:instancePath+"/TextShouldFit",schemaPath:"#/allOf/3/properties/TextShouldFit/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:6,parentSchema:schema21.allOf[3].properties.TextShouldFit.allOf[1],data:data14};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.TextBgGradientColor !== undefined){
let data15 = data.TextBgGradientColor;
if(!keyword0("string", data15, rootData)){
const err46 = {instancePath:instancePath+"/TextBgGradientColor",schemaPath:"#/allOf/3/properties/TextBgGradientColor/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.TextBgGradientColor.allOf[0],data:data15};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(typeof data15 === "string"){
if(!pattern0.test(data15)){
const err47 = {instancePath:instancePath+"/TextBgGradientColor",schemaPath:"#/allOf/3/properties/TextBgGradientColor/allOf/1/pattern",keyword:"pattern",params:{pattern: "^#[0-9a-fA-F]{6}$"},schema:"^#[0-9a-fA-F]{6}$",parentSchema:schema21.allOf[3].properties.TextBgGradientColor.allOf[1],data:data15};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
if(data.BgColor !== undefined){
let data16 = data.BgColor;
if(!keyword0("string", data16, rootData)){
const err48 = {instancePath:instancePath+"/BgColor",schemaPath:"#/allOf/3/properties/BgColor/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.BgColor.allOf[0],data:data16};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(typeof data16 === "string"){
if(!pattern0.test(data16)){
const err49 = {instancePath:instancePath+"/BgColor",schemaPath:"#/allOf/3/properties/BgColor/allOf/1/pattern",keyword:"pattern",params:{pattern: "^#[0-9a-fA-F]{6}$"},schema:"^#[0-9a-fA-F]{6}$",parentSchema:schema21.allOf[3].properties.BgColor.allOf[1],data:data16};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
if(data.BgMediaType !== undefined){
let data17 = data.BgMediaType;
if(!keyword0("string", data17, rootData)){
const err50 = {instancePath:instancePath+"/BgMediaType",schemaPath:"#/allOf/3/properties/BgMediaType/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.BgMediaType.allOf[0],data:data17};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(!((data17 === "picture") || (data17 === "gif"))){
const err51 = {instancePath:instancePath+"/BgMediaType",schemaPath:"#/allOf/3/properties/BgMediaType/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.BgMediaType.allOf[1].enum},schema:schema21.allOf[3].properties.BgMediaType.allOf[1].enum,parentSchema:schema21.allOf[3].properties.BgMediaType.allOf[1],data:data17};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.BgMedia !== undefined){
let data18 = data.BgMedia;
if(!keyword0("string", data18, rootData)){
const err52 = {instancePath:instancePath+"/BgMedia",schemaPath:"#/allOf/3/properties/BgMedia/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.BgMedia,data:data18};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.BgMediaScaleType !== undefined){
let data19 = data.BgMediaScaleType;
if(!keyword0("string", data19, rootData)){
const err53 = {instancePath:instancePath+"/BgMediaScaleType",schemaPath:"#/allOf/3/properties/BgMediaScaleType/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.BgMediaScaleType.allOf[0].allOf[0],data:data19};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(!(((data19 === "crop") || (data19 === "fill")) || (data19 === "fit"))){
const err54 = {instancePath:instancePath+"/BgMediaScaleType",schemaPath:"#/allOf/3/properties/BgMediaScaleType/allOf/0/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.BgMediaScaleType.allOf[0].allOf[1].enum},schema:schema21.allOf[3].properties.BgMediaScaleType.allOf[0].allOf[1].enum,parentSchema:schema21.allOf[3].properties.BgMediaScaleType.allOf[0].allOf[1],data:data19};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(!keyword16(6, data19, rootData)){
const err55 = {instancePath:instancePath+"/BgMediaScaleType",schemaPath:"#/allOf/3/properties/BgMediaScaleType/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:6,parentSchema:schema21.allOf[3].properties.BgMediaScaleType.allOf[1],data:data19};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.ImageScaleType !== undefined){
let data20 = data.ImageScaleType;
if(!keyword0("string", data20, rootData)){
const err56 = {instancePath:instancePath+"/ImageScaleType",schemaPath:"#/allOf/3/properties/ImageScaleType/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.ImageScaleType.allOf[0].allOf[0],data:data20};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(!(((data20 === "crop") || (data20 === "fill")) || (data20 === "fit"))){
const err57 = {instancePath:instancePath+"/ImageScaleType",schemaPath:"#/allOf/3/properties/ImageScaleType/allOf/0/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.ImageScaleType.allOf[0].allOf[1].enum},schema:schema21.allOf[3].properties.ImageScaleType.allOf[0].allOf[1].enum,parentSchema:schema21.allOf[3].properties.ImageScaleType.allOf[0].allOf[1],data:data20};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(!keyword16(6, data20, rootData)){
const err58 = {instancePath:instancePath+"/ImageScaleType",schemaPath:"#/allOf/3/properties/ImageScaleType/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:6,parentSchema:schema21.allOf[3].properties.ImageScaleType.allOf[1],data:data20};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data.BgLoop !== undefined){
let data21 = data.BgLoop;
if(!keyword0("boolean", data21, rootData)){
const err59 = {instancePath:instancePath+"/BgLoop",schemaPath:"#/allOf/3/properties/BgLoop/allOf/0/kind",keyword:"kind",params:{},schema:"boolean",parentSchema:schema21.allOf[3].properties.BgLoop.allOf[0],data:data21};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(typeof data21 !== "boolean"){
const err60 = {instancePath:instancePath+"/BgLoop",schemaPath:"#/allOf/3/properties/BgLoop/allOf/1/type",keyword:"type",params:{type: "boolean"},schema:schema21.allOf[3].properties.BgLoop.allOf[1].type,parentSchema:schema21.allOf[3].properties.BgLoop.allOf[1],data:data21};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.Image !== undefined){
let data22 = data.Image;
if(!keyword0("string", data22, rootData)){
const err61 = {instancePath:instancePath+"/Image",schemaPath:"#/allOf/3/properties/Image/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.Image,data:data22};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data.OpenURLType !== undefined){
let data23 = data.OpenURLType;
if(!keyword0("string", data23, rootData)){
const err62 = {instancePath:instancePath+"/OpenURLType",schemaPath:"#/allOf/3/properties/OpenURLType/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.OpenURLType.allOf[0],data:data23};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(!((data23 === "internal") || (data23 === "external"))){
const err63 = {instancePath:instancePath+"/OpenURLType",schemaPath:"#/allOf/3/properties/OpenURLType/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.OpenURLType.allOf[1].enum},schema:schema21.allOf[3].properties.OpenURLType.allOf[1].enum,parentSchema:schema21.allOf[3].properties.OpenURLType.allOf[1],data:data23};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.OpenURLMediaType !== undefined){
let data24 = data.OpenURLMediaType;
if(!keyword0("string", data24, rootData)){
const err64 = {instancePath:instancePath+"/OpenURLMediaType",schemaPath:"#/allOf/3/properties/OpenURLMediaType/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.OpenURLMediaType.allOf[0],data:data24};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(!(((((data24 === "not-media") || (data24 === "video")) || (data24 === "gif")) || (data24 === "picture")) || (data24 === "audio"))){
const err65 = {instancePath:instancePath+"/OpenURLMediaType",schemaPath:"#/allOf/3/properties/OpenURLMediaType/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.OpenURLMediaType.allOf[1].enum},schema:schema21.allOf[3].properties.OpenURLMediaType.allOf[1].enum,parentSchema:schema21.allOf[3].properties.OpenURLMediaType.allOf[1],data:data24};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data.InternalBrowser !== undefined){
let data25 = data.InternalBrowser;
if(!keyword0("object", data25, rootData)){
const err66 = {instancePath:instancePath+"/InternalBrowser",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[0],data:data25};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key1 in data25){
if(!(((((((key1 === "ActionButton") || (key1 === "ActionPredefinedURL")) || (key1 === "TitleType")) || (key1 === "CustomTitle")) || (key1 === "Mode")) || (key1 === "FooterType")) || (key1 === "ActionReplyData"))){
const err67 = {instancePath:instancePath+"/InternalBrowser",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2],data:data25};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data25.ActionButton !== undefined){
let data26 = data25.ActionButton;
if(!keyword0("string", data26, rootData)){
const err68 = {instancePath:instancePath+"/InternalBrowser/ActionButton",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/ActionButton/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.ActionButton.allOf[0].allOf[0],data:data26};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(!(((((data26 === "forward") || (data26 === "send")) || (data26 === "open-externally")) || (data26 === "send-to-bot")) || (data26 === "none"))){
const err69 = {instancePath:instancePath+"/InternalBrowser/ActionButton",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/ActionButton/allOf/0/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.ActionButton.allOf[0].allOf[1].enum},schema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.ActionButton.allOf[0].allOf[1].enum,parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.ActionButton.allOf[0].allOf[1],data:data26};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
const _errs125 = errors;
let valid46 = true;
const _errs126 = errors;
if("send-to-bot" !== data26){
const err70 = {};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
var _valid2 = _errs126 === errors;
errors = _errs125;
if(vErrors !== null){
if(_errs125){
vErrors.length = _errs125;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs127 = errors;
if(!keyword16(6, data26, rootData)){
const err71 = {instancePath:instancePath+"/InternalBrowser/ActionButton",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/ActionButton/allOf/1/then/apiLevel",keyword:"apiLevel",params:{},schema:6,parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.ActionButton.allOf[1].then,data:data26};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
var _valid2 = _errs127 === errors;
valid46 = _valid2;
}
if(!valid46){
const err72 = {instancePath:instancePath+"/InternalBrowser/ActionButton",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/ActionButton/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},schema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.ActionButton.allOf[1].if,parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.ActionButton.allOf[1],data:data26};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data25.ActionPredefinedURL !== undefined){
let data27 = data25.ActionPredefinedURL;
if(!keyword0("string", data27, rootData)){
const err73 = {instancePath:instancePath+"/InternalBrowser/ActionPredefinedURL",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/ActionPredefinedURL/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.ActionPredefinedURL,data:data27};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data25.TitleType !== undefined){
let data28 = data25.TitleType;
if(!keyword0("string", data28, rootData)){
const err74 = {instancePath:instancePath+"/InternalBrowser/TitleType",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/TitleType/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.TitleType.allOf[0],data:data28};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(!((data28 === "domain") || (data28 === "default"))){
const err75 = {instancePath:instancePath+"/InternalBrowser/TitleType",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/TitleType/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.TitleType.allOf[1].enum},schema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.TitleType.allOf[1].enum,parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.TitleType.allOf[1],data:data28};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data25.CustomTitle !== undefined){
let data29 = data25.CustomTitle;
if(!keyword0("string", data29, rootData)){
const err76 = {instancePath:instancePath+"/InternalBrowser/CustomTitle",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/CustomTitle/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.CustomTitle.allOf[0],data:data29};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(typeof data29 === "string"){
if(func2(data29) > 15){
const err77 = {instancePath:instancePath+"/InternalBrowser/CustomTitle",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/CustomTitle/allOf/1/maxLength",keyword:"maxLength",params:{limit: 15},schema:15,parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.CustomTitle.allOf[1],data:data29};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
if(data25.Mode !== undefined){
let data30 = data25.Mode;
if(!keyword0("string", data30, rootData)){
const err78 = {instancePath:instancePath+"/InternalBrowser/Mode",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/Mode/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.Mode.allOf[0],data:data30};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(!((((data30 === "fullscreen") || (data30 === "fullscreen-portrait")) || (data30 === "fullscreen-landscape")) || (data30 === "partial-size"))){
const err79 = {instancePath:instancePath+"/InternalBrowser/Mode",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/Mode/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.Mode.allOf[1].enum},schema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.Mode.allOf[1].enum,parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.Mode.allOf[1],data:data30};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data25.FooterType !== undefined){
let data31 = data25.FooterType;
if(!keyword0("string", data31, rootData)){
const err80 = {instancePath:instancePath+"/InternalBrowser/FooterType",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/FooterType/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.FooterType.allOf[0],data:data31};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(!((data31 === "default") || (data31 === "hidden"))){
const err81 = {instancePath:instancePath+"/InternalBrowser/FooterType",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/FooterType/allOf/1/enum",keyword:"enum",params:{allowedValues: schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.FooterType.allOf[1].enum},schema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.FooterType.allOf[1].enum,parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.FooterType.allOf[1],data:data31};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data25.ActionReplyData !== undefined){
let data32 = data25.ActionReplyData;
if(!keyword0("string", data32, rootData)){
const err82 = {instancePath:instancePath+"/InternalBrowser/ActionReplyData",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/ActionReplyData/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.ActionReplyData.allOf[0],data:data32};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(!keyword16(6, data32, rootData)){
const err83 = {instancePath:instancePath+"/InternalBrowser/ActionReplyData",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/0/allOf/2/properties/ActionReplyData/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:6,parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[0].allOf[2].properties.ActionReplyData.allOf[1],data:data32};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
if(!keyword16(3, data25, rootData)){
const err84 = {instancePath:instancePath+"/InternalBrowser",schemaPath:"#/allOf/3/properties/InternalBrowser/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:3,parentSchema:schema21.allOf[3].properties.InternalBrowser.allOf[1],data:data25};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data.Map !== undefined){
let data33 = data.Map;
if(!keyword0("object", data33, rootData)){
const err85 = {instancePath:instancePath+"/Map",schemaPath:"#/allOf/3/properties/Map/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema21.allOf[3].properties.Map.allOf[0].allOf[0],data:data33};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
for(const key2 in data33){
if(!((key2 === "Latitude") || (key2 === "Longitude"))){
const err86 = {instancePath:instancePath+"/Map",schemaPath:"#/allOf/3/properties/Map/allOf/0/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema21.allOf[3].properties.Map.allOf[0].allOf[2],data:data33};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data33.Latitude !== undefined){
let data34 = data33.Latitude;
if(!keyword0("number", data34, rootData)){
const err87 = {instancePath:instancePath+"/Map/Latitude",schemaPath:"#/allOf/3/properties/Map/allOf/0/allOf/2/properties/Latitude/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema21.allOf[3].properties.Map.allOf[0].allOf[2].properties.Latitude.allOf[0],data:data34};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(!keyword12(schema21.allOf[3].properties.Map.allOf[0].allOf[2].properties.Latitude.allOf[1].range, data34, rootData)){
const err88 = {instancePath:instancePath+"/Map/Latitude",schemaPath:"#/allOf/3/properties/Map/allOf/0/allOf/2/properties/Latitude/allOf/1/range",keyword:"range",params:{},schema:schema21.allOf[3].properties.Map.allOf[0].allOf[2].properties.Latitude.allOf[1].range,parentSchema:schema21.allOf[3].properties.Map.allOf[0].allOf[2].properties.Latitude.allOf[1],data:data34};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data33.Longitude !== undefined){
let data35 = data33.Longitude;
if(!keyword0("number", data35, rootData)){
const err89 = {instancePath:instancePath+"/Map/Longitude",schemaPath:"#/allOf/3/properties/Map/allOf/0/allOf/2/properties/Longitude/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema21.allOf[3].properties.Map.allOf[0].allOf[2].properties.Longitude.allOf[0],data:data35};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
if(!keyword12(schema21.allOf[3].properties.Map.allOf[0].allOf[2].properties.Longitude.allOf[1].range, data35, rootData)){
const err90 = {instancePath:instancePath+"/Map/Longitude",schemaPath:"#/allOf/3/properties/Map/allOf/0/allOf/2/properties/Longitude/allOf/1/range",keyword:"range",params:{},schema:schema21.allOf[3].properties.Map.allOf[0].allOf[2].properties.Longitude.allOf[1].range,parentSchema:schema21.allOf[3].properties.Map.allOf[0].allOf[2].properties.Longitude.allOf[1],data:data35};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
if(!keyword16(6, data33, rootData)){
const err91 = {instancePath:instancePath+"/Map",schemaPath:"#/allOf/3/properties/Map/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:6,parentSchema:schema21.allOf[3].properties.Map.allOf[1],data:data33};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data.Frame !== undefined){
let data36 = data.Frame;
if(!keyword0("object", data36, rootData)){
const err92 = {instancePath:instancePath+"/Frame",schemaPath:"#/allOf/3/properties/Frame/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema21.allOf[3].properties.Frame.allOf[0].allOf[0],data:data36};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
for(const key3 in data36){
if(!(((key3 === "BorderWidth") || (key3 === "BorderColor")) || (key3 === "CornerRadius"))){
const err93 = {instancePath:instancePath+"/Frame",schemaPath:"#/allOf/3/properties/Frame/allOf/0/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},schema:false,parentSchema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2],data:data36};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data36.BorderWidth !== undefined){
let data37 = data36.BorderWidth;
if(!keyword0("number", data37, rootData)){
const err94 = {instancePath:instancePath+"/Frame/BorderWidth",schemaPath:"#/allOf/3/properties/Frame/allOf/0/allOf/2/properties/BorderWidth/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.BorderWidth.allOf[0].allOf[0],data:data37};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if(!((typeof data37 == "number") && (isFinite(data37)))){
const err95 = {instancePath:instancePath+"/Frame/BorderWidth",schemaPath:"#/allOf/3/properties/Frame/allOf/0/allOf/2/properties/BorderWidth/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.BorderWidth.allOf[0].allOf[1].type,parentSchema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.BorderWidth.allOf[0].allOf[1],data:data37};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if(!keyword12(schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.BorderWidth.allOf[1].range, data37, rootData)){
const err96 = {instancePath:instancePath+"/Frame/BorderWidth",schemaPath:"#/allOf/3/properties/Frame/allOf/0/allOf/2/properties/BorderWidth/allOf/1/range",keyword:"range",params:{},schema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.BorderWidth.allOf[1].range,parentSchema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.BorderWidth.allOf[1],data:data37};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data36.BorderColor !== undefined){
let data38 = data36.BorderColor;
if(!keyword0("string", data38, rootData)){
const err97 = {instancePath:instancePath+"/Frame/BorderColor",schemaPath:"#/allOf/3/properties/Frame/allOf/0/allOf/2/properties/BorderColor/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.BorderColor.allOf[0],data:data38};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(typeof data38 === "string"){
if(!pattern0.test(data38)){
const err98 = {instancePath:instancePath+"/Frame/BorderColor",schemaPath:"#/allOf/3/properties/Frame/allOf/0/allOf/2/properties/BorderColor/allOf/1/pattern",keyword:"pattern",params:{pattern: "^#[0-9a-fA-F]{6}$"},schema:"^#[0-9a-fA-F]{6}$",parentSchema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.BorderColor.allOf[1],data:data38};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
if(data36.CornerRadius !== undefined){
let data39 = data36.CornerRadius;
if(!keyword0("number", data39, rootData)){
const err99 = {instancePath:instancePath+"/Frame/CornerRadius",schemaPath:"#/allOf/3/properties/Frame/allOf/0/allOf/2/properties/CornerRadius/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.CornerRadius.allOf[0].allOf[0],data:data39};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if(!((typeof data39 == "number") && (isFinite(data39)))){
const err100 = {instancePath:instancePath+"/Frame/CornerRadius",schemaPath:"#/allOf/3/properties/Frame/allOf/0/allOf/2/properties/CornerRadius/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.CornerRadius.allOf[0].allOf[1].type,parentSchema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.CornerRadius.allOf[0].allOf[1],data:data39};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
if(!keyword12(schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.CornerRadius.allOf[1].range, data39, rootData)){
const err101 = {instancePath:instancePath+"/Frame/CornerRadius",schemaPath:"#/allOf/3/properties/Frame/allOf/0/allOf/2/properties/CornerRadius/allOf/1/range",keyword:"range",params:{},schema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.CornerRadius.allOf[1].range,parentSchema:schema21.allOf[3].properties.Frame.allOf[0].allOf[2].properties.CornerRadius.allOf[1],data:data39};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
}
if(!keyword16(6, data36, rootData)){
const err102 = {instancePath:instancePath+"/Frame",schemaPath:"#/allOf/3/properties/Frame/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:6,parentSchema:schema21.allOf[3].properties.Frame.allOf[1],data:data36};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data.MediaPlayer !== undefined){
let data40 = data.MediaPlayer;
if(!keyword0("object", data40, rootData)){
const err103 = {instancePath:instancePath+"/MediaPlayer",schemaPath:"#/allOf/3/properties/MediaPlayer/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema21.allOf[3].properties.MediaPlayer.allOf[0].allOf[0],data:data40};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
for(const key4 in data40){
if(!((((key4 === "Title") || (key4 === "Subtitle")) || (key4 === "ThumbnailURL")) || (key4 === "Loop"))){
const err104 = {instancePath:instancePath+"/MediaPlayer",schemaPath:"#/allOf/3/properties/MediaPlayer/allOf/0/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},schema:false,parentSchema:schema21.allOf[3].properties.MediaPlayer.allOf[0].allOf[2],data:data40};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data40.Title !== undefined){
let data41 = data40.Title;
if(!keyword0("string", data41, rootData)){
const err105 = {instancePath:instancePath+"/MediaPlayer/Title",schemaPath:"#/allOf/3/properties/MediaPlayer/allOf/0/allOf/2/properties/Title/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.MediaPlayer.allOf[0].allOf[2].properties.Title,data:data41};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data40.Subtitle !== undefined){
let data42 = data40.Subtitle;
if(!keyword0("string", data42, rootData)){
const err106 = {instancePath:instancePath+"/MediaPlayer/Subtitle",schemaPath:"#/allOf/3/properties/MediaPlayer/allOf/0/allOf/2/properties/Subtitle/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.MediaPlayer.allOf[0].allOf[2].properties.Subtitle,data:data42};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data40.ThumbnailURL !== undefined){
let data43 = data40.ThumbnailURL;
if(!keyword0("string", data43, rootData)){
const err107 = {instancePath:instancePath+"/MediaPlayer/ThumbnailURL",schemaPath:"#/allOf/3/properties/MediaPlayer/allOf/0/allOf/2/properties/ThumbnailURL/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.MediaPlayer.allOf[0].allOf[2].properties.ThumbnailURL,data:data43};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data40.Loop !== undefined){
let data44 = data40.Loop;
if(!keyword0("boolean", data44, rootData)){
const err108 = {instancePath:instancePath+"/MediaPlayer/Loop",schemaPath:"#/allOf/3/properties/MediaPlayer/allOf/0/allOf/2/properties/Loop/allOf/0/kind",keyword:"kind",params:{},schema:"boolean",parentSchema:schema21.allOf[3].properties.MediaPlayer.allOf[0].allOf[2].properties.Loop.allOf[0],data:data44};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if(typeof data44 !== "boolean"){
const err109 = {instancePath:instancePath+"/MediaPlayer/Loop",schemaPath:"#/allOf/3/properties/MediaPlayer/allOf/0/allOf/2/properties/Loop/allOf/1/type",keyword:"type",params:{type: "boolean"},schema:schema21.allOf[3].properties.MediaPlayer.allOf[0].allOf[2].properties.Loop.allOf[1].type,parentSchema:schema21.allOf[3].properties.MediaPlayer.allOf[0].allOf[2].properties.Loop.allOf[1],data:data44};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
}
if(!keyword16(6, data40, rootData)){
const err110 = {instancePath:instancePath+"/MediaPlayer",schemaPath:"#/allOf/3/properties/MediaPlayer/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:6,parentSchema:schema21.allOf[3].properties.MediaPlayer.allOf[1],data:data40};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data.Mediaplayer !== undefined){
let data45 = data.Mediaplayer;
if(!keyword0("object", data45, rootData)){
const err111 = {instancePath:instancePath+"/Mediaplayer",schemaPath:"#/allOf/3/properties/Mediaplayer/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema21.allOf[3].properties.Mediaplayer.allOf[0].allOf[0],data:data45};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
for(const key5 in data45){
if(!((((key5 === "Title") || (key5 === "Subtitle")) || (key5 === "ThumbnailURL")) || (key5 === "Loop"))){
const err112 = {instancePath:instancePath+"/Mediaplayer",schemaPath:"#/allOf/3/properties/Mediaplayer/allOf/0/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},schema:false,parentSchema:schema21.allOf[3].properties.Mediaplayer.allOf[0].allOf[2],data:data45};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
if(data45.Title !== undefined){
let data46 = data45.Title;
if(!keyword0("string", data46, rootData)){
const err113 = {instancePath:instancePath+"/Mediaplayer/Title",schemaPath:"#/allOf/3/properties/Mediaplayer/allOf/0/allOf/2/properties/Title/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.Mediaplayer.allOf[0].allOf[2].properties.Title,data:data46};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
if(data45.Subtitle !== undefined){
let data47 = data45.Subtitle;
if(!keyword0("string", data47, rootData)){
const err114 = {instancePath:instancePath+"/Mediaplayer/Subtitle",schemaPath:"#/allOf/3/properties/Mediaplayer/allOf/0/allOf/2/properties/Subtitle/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.Mediaplayer.allOf[0].allOf[2].properties.Subtitle,data:data47};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data45.ThumbnailURL !== undefined){
let data48 = data45.ThumbnailURL;
if(!keyword0("string", data48, rootData)){
const err115 = {instancePath:instancePath+"/Mediaplayer/ThumbnailURL",schemaPath:"#/allOf/3/properties/Mediaplayer/allOf/0/allOf/2/properties/ThumbnailURL/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema21.allOf[3].properties.Mediaplayer.allOf[0].allOf[2].properties.ThumbnailURL,data:data48};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
if(data45.Loop !== undefined){
let data49 = data45.Loop;
if(!keyword0("boolean", data49, rootData)){
const err116 = {instancePath:instancePath+"/Mediaplayer/Loop",schemaPath:"#/allOf/3/properties/Mediaplayer/allOf/0/allOf/2/properties/Loop/allOf/0/kind",keyword:"kind",params:{},schema:"boolean",parentSchema:schema21.allOf[3].properties.Mediaplayer.allOf[0].allOf[2].properties.Loop.allOf[0],data:data49};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
if(typeof data49 !== "boolean"){
const err117 = {instancePath:instancePath+"/Mediaplayer/Loop",schemaPath:"#/allOf/3/properties/Mediaplayer/allOf/0/allOf/2/properties/Loop/allOf/1/type",keyword:"type",params:{type: "boolean"},schema:schema21.allOf[3].properties.Mediaplayer.allOf[0].allOf[2].properties.Loop.allOf[1].type,parentSchema:schema21.allOf[3].properties.Mediaplayer.allOf[0].allOf[2].properties.Loop.allOf[1],data:data49};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
}
if(!keyword16(6, data45, rootData)){
const err118 = {instancePath:instancePath+"/Mediaplayer",schemaPath:"#/allOf/3/properties/Mediaplayer/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:6,parentSchema:schema21.allOf[3].properties.Mediaplayer.allOf[1],data:data45};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
validate25.errors = vErrors;
return errors === 0;
}


function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema19.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.Type === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "Type"},schema:schema19.allOf[1].required,parentSchema:schema19.allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.Buttons === undefined){
const err2 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "Buttons"},schema:schema19.allOf[1].required,parentSchema:schema19.allOf[1],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(!keyword7(24, data, rootData)){
const err3 = {instancePath,schemaPath:"#/allOf/2/maxButtonRows",keyword:"maxButtonRows",params:{},schema:24,parentSchema:schema19.allOf[2],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func6.call(schema19.allOf[3].properties, key0))){
const err4 = {instancePath,schemaPath:"#/allOf/3/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema19.allOf[3],data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.Type !== undefined){
let data0 = data.Type;
if(!keyword0("string", data0, rootData)){
const err5 = {instancePath:instancePath+"/Type",schemaPath:"#/allOf/3/properties/Type/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema19.allOf[3].properties.Type.allOf[0],data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!(data0 === "keyboard")){
const err6 = {instancePath:instancePath+"/Type",schemaPath:"#/allOf/3/properties/Type/allOf/1/enum",keyword:"enum",params:{allowedValues: schema19.allOf[3].properties.Type.allOf[1].enum},schema:schema19.allOf[3].properties.Type.allOf[1].enum,parentSchema:schema19.allOf[3].properties.Type.allOf[1],data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.Buttons !== undefined){
let data1 = data.Buttons;
if(!keyword0("array", data1, rootData)){
const err7 = {instancePath:instancePath+"/Buttons",schemaPath:"#/allOf/3/properties/Buttons/allOf/0/kind",keyword:"kind",params:{},schema:"array",parentSchema:schema19.allOf[3].properties.Buttons.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(Array.isArray(data1)){
if(data1.length < 1){
const err8 = {instancePath:instancePath+"/Buttons",schemaPath:"#/allOf/3/properties/Buttons/allOf/1/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema19.allOf[3].properties.Buttons.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate25(data1[i0], {instancePath:instancePath+"/Buttons/" + i0,parentData:data1,parentDataProperty:i0,rootData}))){
if(vErrors === null){ vErrors = validate25.errors; } else { vErrors.push(...validate25.errors); }
errors = vErrors.length;
}
}
}
}
if(data.BgColor !== undefined){
let data3 = data.BgColor;
if(!keyword0("string", data3, rootData)){
const err9 = {instancePath:instancePath+"/BgColor",schemaPath:"#/allOf/3/properties/BgColor/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema19.allOf[3].properties.BgColor.allOf[0],data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(typeof data3 === "string"){
if(!pattern0.test(data3)){
const err10 = {instancePath:instancePath+"/BgColor",schemaPath:"#/allOf/3/properties/BgColor/allOf/1/pattern",keyword:"pattern",params:{pattern: "^#[0-9a-fA-F]{6}$"},schema:"^#[0-9a-fA-F]{6}$",parentSchema:schema19.allOf[3].properties.BgColor.allOf[1],data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.DefaultHeight !== undefined){
let data4 = data.DefaultHeight;
if(!keyword0("boolean", data4, rootData)){
const err11 = {instancePath:instancePath+"/DefaultHeight",schemaPath:"#/allOf/3/properties/DefaultHeight/allOf/0/kind",keyword:"kind",params:{},schema:"boolean",parentSchema:schema19.allOf[3].properties.DefaultHeight.allOf[0],data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(typeof data4 !== "boolean"){
const err12 = {instancePath:instancePath+"/DefaultHeight",schemaPath:"#/allOf/3/properties/DefaultHeight/allOf/1/type",keyword:"type",params:{type: "boolean"},schema:schema19.allOf[3].properties.DefaultHeight.allOf[1].type,parentSchema:schema19.allOf[3].properties.DefaultHeight.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.CustomDefaultHeight !== undefined){
let data5 = data.CustomDefaultHeight;
if(!keyword0("number", data5, rootData)){
const err13 = {instancePath:instancePath+"/CustomDefaultHeight",schemaPath:"#/allOf/3/properties/CustomDefaultHeight/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema19.allOf[3].properties.CustomDefaultHeight.allOf[0].allOf[0].allOf[0],data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!((typeof data5 == "number") && (isFinite(data5)))){
const err14 = {instancePath:instancePath+"/CustomDefaultHeight",schemaPath:"#/allOf/3/properties/CustomDefaultHeight/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema19.allOf[3].properties.CustomDefaultHeight.allOf[0].allOf[0].allOf[1].type,parentSchema:schema19.allOf[3].properties.CustomDefaultHeight.allOf[0].allOf[0].allOf[1],data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!keyword12(schema19.allOf[3].properties.CustomDefaultHeight.allOf[0].allOf[1].range, data5, rootData)){
const err15 = {instancePath:instancePath+"/CustomDefaultHeight",schemaPath:"#/allOf/3/properties/CustomDefaultHeight/allOf/0/allOf/1/range",keyword:"range",params:{},schema:schema19.allOf[3].properties.CustomDefaultHeight.allOf[0].allOf[1].range,parentSchema:schema19.allOf[3].properties.CustomDefaultHeight.allOf[0].allOf[1],data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!keyword16(3, data5, rootData)){
const err16 = {instancePath:instancePath+"/CustomDefaultHeight",schemaPath:"#/allOf/3/properties/CustomDefaultHeight/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:3,parentSchema:schema19.allOf[3].properties.CustomDefaultHeight.allOf[1],data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.HeightScale !== undefined){
let data6 = data.HeightScale;
if(!keyword0("number", data6, rootData)){
const err17 = {instancePath:instancePath+"/HeightScale",schemaPath:"#/allOf/3/properties/HeightScale/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema19.allOf[3].properties.HeightScale.allOf[0].allOf[0].allOf[0],data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!((typeof data6 == "number") && (isFinite(data6)))){
const err18 = {instancePath:instancePath+"/HeightScale",schemaPath:"#/allOf/3/properties/HeightScale/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema19.allOf[3].properties.HeightScale.allOf[0].allOf[0].allOf[1].type,parentSchema:schema19.allOf[3].properties.HeightScale.allOf[0].allOf[0].allOf[1],data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!keyword12(schema19.allOf[3].properties.HeightScale.allOf[0].allOf[1].range, data6, rootData)){
const err19 = {instancePath:instancePath+"/HeightScale",schemaPath:"#/allOf/3/properties/HeightScale/allOf/0/allOf/1/range",keyword:"range",params:{},schema:schema19.allOf[3].properties.HeightScale.allOf[0].allOf[1].range,parentSchema:schema19.allOf[3].properties.HeightScale.allOf[0].allOf[1],data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!keyword16(3, data6, rootData)){
const err20 = {instancePath:instancePath+"/HeightScale",schemaPath:"#/allOf/3/properties/HeightScale/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:3,parentSchema:schema19.allOf[3].properties.HeightScale.allOf[1],data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.ButtonsGroupColumns !== undefined){
let data7 = data.ButtonsGroupColumns;
if(!keyword0("number", data7, rootData)){
const err21 = {instancePath:instancePath+"/ButtonsGroupColumns",schemaPath:"#/allOf/3/properties/ButtonsGroupColumns/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema19.allOf[3].properties.ButtonsGroupColumns.allOf[0].allOf[0].allOf[0],data:data7};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!((typeof data7 == "number") && (isFinite(data7)))){
const err22 = {instancePath:instancePath+"/ButtonsGroupColumns",schemaPath:"#/allOf/3/properties/ButtonsGroupColumns/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema19.allOf[3].properties.ButtonsGroupColumns.allOf[0].allOf[0].allOf[1].type,parentSchema:schema19.allOf[3].properties.ButtonsGroupColumns.allOf[0].allOf[0].allOf[1],data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!keyword12(schema19.allOf[3].properties.ButtonsGroupColumns.allOf[0].allOf[1].range, data7, rootData)){
const err23 = {instancePath:instancePath+"/ButtonsGroupColumns",schemaPath:"#/allOf/3/properties/ButtonsGroupColumns/allOf/0/allOf/1/range",keyword:"range",params:{},schema:schema19.allOf[3].properties.ButtonsGroupColumns.allOf[0].allOf[1].range,parentSchema:schema19.allOf[3].properties.ButtonsGroupColumns.allOf[0].allOf[1],data:data7};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!keyword16(4, data7, rootData)){
const err24 = {instancePath:instancePath+"/ButtonsGroupColumns",schemaPath:"#/allOf/3/properties/ButtonsGroupColumns/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:4,parentSchema:schema19.allOf[3].properties.ButtonsGroupColumns.allOf[1],data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.ButtonsGroupRows !== undefined){
let data8 = data.ButtonsGroupRows;
if(!keyword0("number", data8, rootData)){
const err25 = {instancePath:instancePath+"/ButtonsGroupRows",schemaPath:"#/allOf/3/properties/ButtonsGroupRows/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema19.allOf[3].properties.ButtonsGroupRows.allOf[0].allOf[0].allOf[0],data:data8};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(!((typeof data8 == "number") && (isFinite(data8)))){
const err26 = {instancePath:instancePath+"/ButtonsGroupRows",schemaPath:"#/allOf/3/properties/ButtonsGroupRows/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema19.allOf[3].properties.ButtonsGroupRows.allOf[0].allOf[0].allOf[1].type,parentSchema:schema19.allOf[3].properties.ButtonsGroupRows.allOf[0].allOf[0].allOf[1],data:data8};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!keyword12(schema19.allOf[3].properties.ButtonsGroupRows.allOf[0].allOf[1].range, data8, rootData)){
const err27 = {instancePath:instancePath+"/ButtonsGroupRows",schemaPath:"#/allOf/3/properties/ButtonsGroupRows/allOf/0/allOf/1/range",keyword:"range",params:{},schema:schema19.allOf[3].properties.ButtonsGroupRows.allOf[0].allOf[1].range,parentSchema:schema19.allOf[3].properties.ButtonsGroupRows.allOf[0].allOf[1],data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!keyword16(4, data8, rootData)){
const err28 = {instancePath:instancePath+"/ButtonsGroupRows",schemaPath:"#/allOf/3/properties/ButtonsGroupRows/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:4,parentSchema:schema19.allOf[3].properties.ButtonsGroupRows.allOf[1],data:data8};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.InputFieldState !== undefined){
let data9 = data.InputFieldState;
if(!keyword0("string", data9, rootData)){
const err29 = {instancePath:instancePath+"/InputFieldState",schemaPath:"#/allOf/3/properties/InputFieldState/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema19.allOf[3].properties.InputFieldState.allOf[0].allOf[0],data:data9};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(!(((data9 === "regular") || (data9 === "minimized")) || (data9 === "hidden"))){
const err30 = {instancePath:instancePath+"/InputFieldState",schemaPath:"#/allOf/3/properties/InputFieldState/allOf/0/allOf/1/enum",keyword:"enum",params:{allowedValues: schema19.allOf[3].properties.InputFieldState.allOf[0].allOf[1].enum},schema:schema19.allOf[3].properties.InputFieldState.allOf[0].allOf[1].enum,parentSchema:schema19.allOf[3].properties.InputFieldState.allOf[0].allOf[1],data:data9};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(!keyword16(4, data9, rootData)){
const err31 = {instancePath:instancePath+"/InputFieldState",schemaPath:"#/allOf/3/properties/InputFieldState/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:4,parentSchema:schema19.allOf[3].properties.InputFieldState.allOf[1],data:data9};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.FavoritesMetadata !== undefined){
let data10 = data.FavoritesMetadata;
if(!keyword0("object", data10, rootData)){
const err32 = {instancePath:instancePath+"/FavoritesMetadata",schemaPath:"#/allOf/3/properties/FavoritesMetadata/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema19.allOf[3].properties.FavoritesMetadata.allOf[0],data:data10};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!keyword16(6, data10, rootData)){
const err33 = {instancePath:instancePath+"/FavoritesMetadata",schemaPath:"#/allOf/3/properties/FavoritesMetadata/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:6,parentSchema:schema19.allOf[3].properties.FavoritesMetadata.allOf[1],data:data10};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.Revision !== undefined){
let data11 = data.Revision;
if(!keyword0("number", data11, rootData)){
const err34 = {instancePath:instancePath+"/Revision",schemaPath:"#/allOf/3/properties/Revision/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema19.allOf[3].properties.Revision.allOf[0].allOf[0],data:data11};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(!((typeof data11 == "number") && (isFinite(data11)))){
const err35 = {instancePath:instancePath+"/Revision",schemaPath:"#/allOf/3/properties/Revision/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema19.allOf[3].properties.Revision.allOf[0].allOf[1].type,parentSchema:schema19.allOf[3].properties.Revision.allOf[0].allOf[1],data:data11};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
let res0;
if((1 === 0 || (res0 = data11/1, res0 !== parseInt(res0)))){
const err36 = {instancePath:instancePath+"/Revision",schemaPath:"#/allOf/3/properties/Revision/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema19.allOf[3].properties.Revision.allOf[1],data:data11};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
}
validate24.errors = vErrors;
return errors === 0;
}


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema6.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.text === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "text"},schema:schema6.allOf[1].required,parentSchema:schema6.allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "sender") || (key0 === "tracking_data")) || (key0 === "min_api_version")) || (key0 === "keyboard")) || (key0 === "type")) || (key0 === "text"))){
const err2 = {instancePath,schemaPath:"#/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema6.allOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.sender !== undefined){
if(!(validate22(data.sender, {instancePath:instancePath+"/sender",parentData:data,parentDataProperty:"sender",rootData}))){
if(vErrors === null){ vErrors = validate22.errors; } else { vErrors.push(...validate22.errors); }
errors = vErrors.length;
}
}
if(data.tracking_data !== undefined){
let data1 = data.tracking_data;
if(!keyword0("string", data1, rootData)){
const err3 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema6.allOf[2].properties.tracking_data.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) > 4000){
const err4 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/1/maxLength",keyword:"maxLength",params:{limit: 4000},schema:4000,parentSchema:schema6.allOf[2].properties.tracking_data.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.min_api_version !== undefined){
let data2 = data.min_api_version;
if(!keyword0("number", data2, rootData)){
const err5 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema6.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema6.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1].type,parentSchema:schema6.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res0;
if((1 === 0 || (res0 = data2/1, res0 !== parseInt(res0)))){
const err7 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema6.allOf[2].properties.min_api_version.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema6.allOf[2].properties.min_api_version.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.keyboard !== undefined){
if(!(validate24(data.keyboard, {instancePath:instancePath+"/keyboard",parentData:data,parentDataProperty:"keyboard",rootData}))){
if(vErrors === null){ vErrors = validate24.errors; } else { vErrors.push(...validate24.errors); }
errors = vErrors.length;
}
}
if(data.text !== undefined){
let data4 = data.text;
if(!keyword0("string", data4, rootData)){
const err9 = {instancePath:instancePath+"/text",schemaPath:"#/allOf/2/properties/text/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema6.allOf[2].properties.text.allOf[0],data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(typeof data4 === "string"){
if(func2(data4) > 7000){
const err10 = {instancePath:instancePath+"/text",schemaPath:"#/allOf/2/properties/text/allOf/1/maxLength",keyword:"maxLength",params:{limit: 7000},schema:7000,parentSchema:schema6.allOf[2].properties.text.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err11 = {instancePath:instancePath+"/text",schemaPath:"#/allOf/2/properties/text/allOf/2/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema6.allOf[2].properties.text.allOf[2],data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
validate21.errors = vErrors;
return errors === 0;
}

outgoingMessageValidators.picture = validate28;
const schema7 = outgoingMessageSchemas["picture"];

function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema7.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.media === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "media"},schema:schema7.allOf[1].required,parentSchema:schema7.allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((((key0 === "sender") || (key0 === "tracking_data")) || (key0 === "min_api_version")) || (key0 === "keyboard")) || (key0 === "type")) || (key0 === "text")) || (key0 === "media")) || (key0 === "thumbnail"))){
const err2 = {instancePath,schemaPath:"#/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema7.allOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.sender !== undefined){
if(!(validate22(data.sender, {instancePath:instancePath+"/sender",parentData:data,parentDataProperty:"sender",rootData}))){
if(vErrors === null){ vErrors = validate22.errors; } else { vErrors.push(...validate22.errors); }
errors = vErrors.length;
}
}
if(data.tracking_data !== undefined){
let data1 = data.tracking_data;
if(!keyword0("string", data1, rootData)){
const err3 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema7.allOf[2].properties.tracking_data.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) > 4000){
const err4 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/1/maxLength",keyword:"maxLength",params:{limit: 4000},schema:4000,parentSchema:schema7.allOf[2].properties.tracking_data.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.min_api_version !== undefined){
let data2 = data.min_api_version;
if(!keyword0("number", data2, rootData)){
const err5 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema7.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema7.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1].type,parentSchema:schema7.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res0;
if((1 === 0 || (res0 = data2/1, res0 !== parseInt(res0)))){
const err7 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema7.allOf[2].properties.min_api_version.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema7.allOf[2].properties.min_api_version.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.keyboard !== undefined){
if(!(validate24(data.keyboard, {instancePath:instancePath+"/keyboard",parentData:data,parentDataProperty:"keyboard",rootData}))){
if(vErrors === null){ vErrors = validate24.errors; } else { vErrors.push(...validate24.errors); }
errors = vErrors.length;
}
}
if(data.text !== undefined){
let data4 = data.text;
if(!keyword0("string", data4, rootData)){
const err9 = {instancePath:instancePath+"/text",schemaPath:"#/allOf/2/properties/text/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema7.allOf[2].properties.text.allOf[0],data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(typeof data4 === "string"){
if(func2(data4) > 768){
const err10 = {instancePath:instancePath+"/text",schemaPath:"#/allOf/2/properties/text/allOf/1/maxLength",keyword:"maxLength",params:{limit: 768},schema:768,parentSchema:schema7.allOf[2].properties.text.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.media !== undefined){
let data5 = data.media;
if(!keyword0("string", data5, rootData)){
const err11 = {instancePath:instancePath+"/media",schemaPath:"#/allOf/2/properties/media/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema7.allOf[2].properties.media.allOf[0],data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err12 = {instancePath:instancePath+"/media",schemaPath:"#/allOf/2/properties/media/allOf/1/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema7.allOf[2].properties.media.allOf[1],data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
if(data.thumbnail !== undefined){
let data6 = data.thumbnail;
if(!keyword0("string", data6, rootData)){
const err13 = {instancePath:instancePath+"/thumbnail",schemaPath:"#/allOf/2/properties/thumbnail/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema7.allOf[2].properties.thumbnail,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
validate28.errors = vErrors;
return errors === 0;
}

outgoingMessageValidators.video = validate31;
const schema8 = outgoingMessageSchemas["video"];

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema8.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.media === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "media"},schema:schema8.allOf[1].required,parentSchema:schema8.allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.size === undefined){
const err2 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "size"},schema:schema8.allOf[1].required,parentSchema:schema8.allOf[1],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func6.call(schema8.allOf[2].properties, key0))){
const err3 = {instancePath,schemaPath:"#/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema8.allOf[2],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.sender !== undefined){
if(!(validate22(data.sender, {instancePath:instancePath+"/sender",parentData:data,parentDataProperty:"sender",rootData}))){
if(vErrors === null){ vErrors = validate22.errors; } else { vErrors.push(...validate22.errors); }
errors = vErrors.length;
}
}
if(data.tracking_data !== undefined){
let data1 = data.tracking_data;
if(!keyword0("string", data1, rootData)){
const err4 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema8.allOf[2].properties.tracking_data.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) > 4000){
const err5 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/1/maxLength",keyword:"maxLength",params:{limit: 4000},schema:4000,parentSchema:schema8.allOf[2].properties.tracking_data.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.min_api_version !== undefined){
let data2 = data.min_api_version;
if(!keyword0("number", data2, rootData)){
const err6 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema8.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err7 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema8.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1].type,parentSchema:schema8.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res0;
if((1 === 0 || (res0 = data2/1, res0 !== parseInt(res0)))){
const err8 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema8.allOf[2].properties.min_api_version.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err9 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema8.allOf[2].properties.min_api_version.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data.keyboard !== undefined){
if(!(validate24(data.keyboard, {instancePath:instancePath+"/keyboard",parentData:data,parentDataProperty:"keyboard",rootData}))){
if(vErrors === null){ vErrors = validate24.errors; } else { vErrors.push(...validate24.errors); }
errors = vErrors.length;
}
}
if(data.media !== undefined){
let data4 = data.media;
if(!keyword0("string", data4, rootData)){
const err10 = {instancePath:instancePath+"/media",schemaPath:"#/allOf/2/properties/media/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema8.allOf[2].properties.media.allOf[0],data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err11 = {instancePath:instancePath+"/media",schemaPath:"#/allOf/2/properties/media/allOf/1/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema8.allOf[2].properties.media.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.size !== undefined){
let data5 = data.size;
if(!keyword0("number", data5, rootData)){
const err12 = {instancePath:instancePath+"/size",schemaPath:"#/allOf/2/properties/size/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema8.allOf[2].properties.size.allOf[0].allOf[0].allOf[0],data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!((typeof data5 == "number") && (isFinite(data5)))){
const err13 = {instancePath:instancePath+"/size",schemaPath:"#/allOf/2/properties/size/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema8.allOf[2].properties.size.allOf[0].allOf[0].allOf[1].type,parentSchema:schema8.allOf[2].properties.size.allOf[0].allOf[0].allOf[1],data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
let res1;
if((1 === 0 || (res1 = data5/1, res1 !== parseInt(res1)))){
const err14 = {instancePath:instancePath+"/size",schemaPath:"#/allOf/2/properties/size/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema8.allOf[2].properties.size.allOf[0].allOf[1],data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(!keyword12(schema8.allOf[2].properties.size.allOf[1].range, data5, rootData)){
const err15 = {instancePath:instancePath+"/size",schemaPath:"#/allOf/2/properties/size/allOf/1/range",keyword:"range",params:{},schema:schema8.allOf[2].properties.size.allOf[1].range,parentSchema:schema8.allOf[2].properties.size.allOf[1],data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.duration !== undefined){
let data6 = data.duration;
if(!keyword0("number", data6, rootData)){
const err16 = {instancePath:instancePath+"/duration",schemaPath:"#/allOf/2/properties/duration/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema8.allOf[2].properties.duration.allOf[0].allOf[0],data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!((typeof data6 == "number") && (isFinite(data6)))){
const err17 = {instancePath:instancePath+"/duration",schemaPath:"#/allOf/2/properties/duration/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema8.allOf[2].properties.duration.allOf[0].allOf[1].type,parentSchema:schema8.allOf[2].properties.duration.allOf[0].allOf[1],data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!keyword12(schema8.allOf[2].properties.duration.allOf[1].range, data6, rootData)){
const err18 = {instancePath:instancePath+"/duration",schemaPath:"#/allOf/2/properties/duration/allOf/1/range",keyword:"range",params:{},schema:schema8.allOf[2].properties.duration.allOf[1].range,parentSchema:schema8.allOf[2].properties.duration.allOf[1],data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.thumbnail !== undefined){
let data7 = data.thumbnail;
if(!keyword0("string", data7, rootData)){
const err19 = {instancePath:instancePath+"/thumbnail",schemaPath:"#/allOf/2/properties/thumbnail/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema8.allOf[2].properties.thumbnail,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.text !== undefined){
let data8 = data.text;
if(!keyword0("string", data8, rootData)){
const err20 = {instancePath:instancePath+"/text",schemaPath:"#/allOf/2/properties/text/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema8.allOf[2].properties.text,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
validate31.errors = vErrors;
return errors === 0;
}

outgoingMessageValidators.file = validate34;
const schema9 = outgoingMessageSchemas["file"];
const keyword123 = MESSAGE_KEYWORDS.forbiddenEndings;

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema9.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.media === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "media"},schema:schema9.allOf[1].required,parentSchema:schema9.allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.size === undefined){
const err2 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "size"},schema:schema9.allOf[1].required,parentSchema:schema9.allOf[1],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.file_name === undefined){
const err3 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "file_name"},schema:schema9.allOf[1].required,parentSchema:schema9.allOf[1],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((((key0 === "sender") || (key0 === "tracking_data")) || (key0 === "min_api_version")) || (key0 === "keyboard")) || (key0 === "type")) || (key0 === "media")) || (key0 === "size")) || (key0 === "file_name"))){
const err4 = {instancePath,schemaPath:"#/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema9.allOf[2],data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.sender !== undefined){
if(!(validate22(data.sender, {instancePath:instancePath+"/sender",parentData:data,parentDataProperty:"sender",rootData}))){
if(vErrors === null){ vErrors = validate22.errors; } else { vErrors.push(...validate22.errors); }
errors = vErrors.length;
}
}
if(data.tracking_data !== undefined){
let data1 = data.tracking_data;
if(!keyword0("string", data1, rootData)){
const err5 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema9.allOf[2].properties.tracking_data.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) > 4000){
const err6 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/1/maxLength",keyword:"maxLength",params:{limit: 4000},schema:4000,parentSchema:schema9.allOf[2].properties.tracking_data.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.min_api_version !== undefined){
let data2 = data.min_api_version;
if(!keyword0("number", data2, rootData)){
const err7 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema9.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err8 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema9.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1].type,parentSchema:schema9.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res0;
if((1 === 0 || (res0 = data2/1, res0 !== parseInt(res0)))){
const err9 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema9.allOf[2].properties.min_api_version.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err10 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema9.allOf[2].properties.min_api_version.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.keyboard !== undefined){
if(!(validate24(data.keyboard, {instancePath:instancePath+"/keyboard",parentData:data,parentDataProperty:"keyboard",rootData}))){
if(vErrors === null){ vErrors = validate24.errors; } else { vErrors.push(...validate24.errors); }
errors = vErrors.length;
}
}
if(data.media !== undefined){
let data4 = data.media;
if(!keyword0("string", data4, rootData)){
const err11 = {instancePath:instancePath+"/media",schemaPath:"#/allOf/2/properties/media/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema9.allOf[2].properties.media.allOf[0],data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err12 = {instancePath:instancePath+"/media",schemaPath:"#/allOf/2/properties/media/allOf/1/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema9.allOf[2].properties.media.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
if(data.size !== undefined){
let data5 = data.size;
if(!keyword0("number", data5, rootData)){
const err13 = {instancePath:instancePath+"/size",schemaPath:"#/allOf/2/properties/size/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema9.allOf[2].properties.size.allOf[0].allOf[0].allOf[0],data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!((typeof data5 == "number") && (isFinite(data5)))){
const err14 = {instancePath:instancePath+"/size",schemaPath:"#/allOf/2/properties/size/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema9.allOf[2].properties.size.allOf[0].allOf[0].allOf[1].type,parentSchema:schema9.allOf[2].properties.size.allOf[0].allOf[0].allOf[1],data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
let res1;
if((1 === 0 || (res1 = data5/1, res1 !== parseInt(res1)))){
const err15 = {instancePath:instancePath+"/size",schemaPath:"#/allOf/2/properties/size/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema9.allOf[2].properties.size.allOf[0].allOf[1],data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(!keyword12(schema9.allOf[2].properties.size.allOf[1].range, data5, rootData)){
const err16 = {instancePath:instancePath+"/size",schemaPath:"#/allOf/2/properties/size/allOf/1/range",keyword:"range",params:{},schema:schema9.allOf[2].properties.size.allOf[1].range,parentSchema:schema9.allOf[2].properties.size.allOf[1],data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.file_name !== undefined){
let data6 = data.file_name;
if(!keyword0("string", data6, rootData)){
const err17 = {instancePath:instancePath+"/file_name",schemaPath:"#/allOf/2/properties/file_name/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema9.allOf[2].properties.file_name.allOf[0].allOf[0],data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(typeof data6 === "string"){
if(func2(data6) > 256){
const err18 = {instancePath:instancePath+"/file_name",schemaPath:"#/allOf/2/properties/file_name/allOf/0/allOf/1/maxLength",keyword:"maxLength",params:{limit: 256},schema:256,parentSchema:schema9.allOf[2].properties.file_name.allOf[0].allOf[1],data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err19 = {instancePath:instancePath+"/file_name",schemaPath:"#/allOf/2/properties/file_name/allOf/1/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema9.allOf[2].properties.file_name.allOf[1],data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(!keyword123(schema9.allOf[2].properties.file_name.allOf[2].forbiddenEndings, data6, rootData)){
const err20 = {instancePath:instancePath+"/file_name",schemaPath:"#/allOf/2/properties/file_name/allOf/2/forbiddenEndings",keyword:"forbiddenEndings",params:{},schema:schema9.allOf[2].properties.file_name.allOf[2].forbiddenEndings,parentSchema:schema9.allOf[2].properties.file_name.allOf[2],data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
validate34.errors = vErrors;
return errors === 0;
}

outgoingMessageValidators.contact = validate37;
const schema10 = outgoingMessageSchemas["contact"];

function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema10.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.contact === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "contact"},schema:schema10.allOf[1].required,parentSchema:schema10.allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "sender") || (key0 === "tracking_data")) || (key0 === "min_api_version")) || (key0 === "keyboard")) || (key0 === "type")) || (key0 === "contact"))){
const err2 = {instancePath,schemaPath:"#/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema10.allOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.sender !== undefined){
if(!(validate22(data.sender, {instancePath:instancePath+"/sender",parentData:data,parentDataProperty:"sender",rootData}))){
if(vErrors === null){ vErrors = validate22.errors; } else { vErrors.push(...validate22.errors); }
errors = vErrors.length;
}
}
if(data.tracking_data !== undefined){
let data1 = data.tracking_data;
if(!keyword0("string", data1, rootData)){
const err3 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema10.allOf[2].properties.tracking_data.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) > 4000){
const err4 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/1/maxLength",keyword:"maxLength",params:{limit: 4000},schema:4000,parentSchema:schema10.allOf[2].properties.tracking_data.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.min_api_version !== undefined){
let data2 = data.min_api_version;
if(!keyword0("number", data2, rootData)){
const err5 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema10.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema10.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1].type,parentSchema:schema10.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res0;
if((1 === 0 || (res0 = data2/1, res0 !== parseInt(res0)))){
const err7 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema10.allOf[2].properties.min_api_version.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema10.allOf[2].properties.min_api_version.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.keyboard !== undefined){
if(!(validate24(data.keyboard, {instancePath:instancePath+"/keyboard",parentData:data,parentDataProperty:"keyboard",rootData}))){
if(vErrors === null){ vErrors = validate24.errors; } else { vErrors.push(...validate24.errors); }
errors = vErrors.length;
}
}
if(data.contact !== undefined){
let data4 = data.contact;
if(!keyword0("object", data4, rootData)){
const err9 = {instancePath:instancePath+"/contact",schemaPath:"#/allOf/2/properties/contact/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema10.allOf[2].properties.contact.allOf[0],data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.name === undefined){
const err10 = {instancePath:instancePath+"/contact",schemaPath:"#/allOf/2/properties/contact/allOf/1/required",keyword:"required",params:{missingProperty: "name"},schema:schema10.allOf[2].properties.contact.allOf[1].required,parentSchema:schema10.allOf[2].properties.contact.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data4.phone_number === undefined){
const err11 = {instancePath:instancePath+"/contact",schemaPath:"#/allOf/2/properties/contact/allOf/1/required",keyword:"required",params:{missingProperty: "phone_number"},schema:schema10.allOf[2].properties.contact.allOf[1].required,parentSchema:schema10.allOf[2].properties.contact.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!(((key1 === "name") || (key1 === "phone_number")) || (key1 === "avatar"))){
const err12 = {instancePath:instancePath+"/contact",schemaPath:"#/allOf/2/properties/contact/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema10.allOf[2].properties.contact.allOf[2],data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data4.name !== undefined){
let data5 = data4.name;
if(!keyword0("string", data5, rootData)){
const err13 = {instancePath:instancePath+"/contact/name",schemaPath:"#/allOf/2/properties/contact/allOf/2/properties/name/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema10.allOf[2].properties.contact.allOf[2].properties.name.allOf[0],data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(typeof data5 === "string"){
if(func2(data5) > 28){
const err14 = {instancePath:instancePath+"/contact/name",schemaPath:"#/allOf/2/properties/contact/allOf/2/properties/name/allOf/1/maxLength",keyword:"maxLength",params:{limit: 28},schema:28,parentSchema:schema10.allOf[2].properties.contact.allOf[2].properties.name.allOf[1],data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
if(data4.phone_number !== undefined){
let data6 = data4.phone_number;
if(!keyword0("string", data6, rootData)){
const err15 = {instancePath:instancePath+"/contact/phone_number",schemaPath:"#/allOf/2/properties/contact/allOf/2/properties/phone_number/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema10.allOf[2].properties.contact.allOf[2].properties.phone_number.allOf[0],data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(typeof data6 === "string"){
if(func2(data6) > 18){
const err16 = {instancePath:instancePath+"/contact/phone_number",schemaPath:"#/allOf/2/properties/contact/allOf/2/properties/phone_number/allOf/1/maxLength",keyword:"maxLength",params:{limit: 18},schema:18,parentSchema:schema10.allOf[2].properties.contact.allOf[2].properties.phone_number.allOf[1],data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data4.avatar !== undefined){
let data7 = data4.avatar;
if(!keyword0("string", data7, rootData)){
const err17 = {instancePath:instancePath+"/contact/avatar",schemaPath:"#/allOf/2/properties/contact/allOf/2/properties/avatar/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema10.allOf[2].properties.contact.allOf[2].properties.avatar,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
}
}
validate37.errors = vErrors;
return errors === 0;
}

outgoingMessageValidators.location = validate40;
const schema11 = outgoingMessageSchemas["location"];

function validate40(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema11.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.location === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "location"},schema:schema11.allOf[1].required,parentSchema:schema11.allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "sender") || (key0 === "tracking_data")) || (key0 === "min_api_version")) || (key0 === "keyboard")) || (key0 === "type")) || (key0 === "location"))){
const err2 = {instancePath,schemaPath:"#/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema11.allOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.sender !== undefined){
if(!(validate22(data.sender, {instancePath:instancePath+"/sender",parentData:data,parentDataProperty:"sender",rootData}))){
if(vErrors === null){ vErrors = validate22.errors; } else { vErrors.push(...validate22.errors); }
errors = vErrors.length;
}
}
if(data.tracking_data !== undefined){
let data1 = data.tracking_data;
if(!keyword0("string", data1, rootData)){
const err3 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema11.allOf[2].properties.tracking_data.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) > 4000){
const err4 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/1/maxLength",keyword:"maxLength",params:{limit: 4000},schema:4000,parentSchema:schema11.allOf[2].properties.tracking_data.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.min_api_version !== undefined){
let data2 = data.min_api_version;
if(!keyword0("number", data2, rootData)){
const err5 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema11.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema11.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1].type,parentSchema:schema11.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res0;
if((1 === 0 || (res0 = data2/1, res0 !== parseInt(res0)))){
const err7 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema11.allOf[2].properties.min_api_version.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema11.allOf[2].properties.min_api_version.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.keyboard !== undefined){
if(!(validate24(data.keyboard, {instancePath:instancePath+"/keyboard",parentData:data,parentDataProperty:"keyboard",rootData}))){
if(vErrors === null){ vErrors = validate24.errors; } else { vErrors.push(...validate24.errors); }
errors = vErrors.length;
}
}
if(data.location !== undefined){
let data4 = data.location;
if(!keyword0("object", data4, rootData)){
const err9 = {instancePath:instancePath+"/location",schemaPath:"#/allOf/2/properties/location/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema11.allOf[2].properties.location.allOf[0],data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.lat === undefined){
const err10 = {instancePath:instancePath+"/location",schemaPath:"#/allOf/2/properties/location/allOf/1/required",keyword:"required",params:{missingProperty: "lat"},schema:schema11.allOf[2].properties.location.allOf[1].required,parentSchema:schema11.allOf[2].properties.location.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data4.lon === undefined){
const err11 = {instancePath:instancePath+"/location",schemaPath:"#/allOf/2/properties/location/allOf/1/required",keyword:"required",params:{missingProperty: "lon"},schema:schema11.allOf[2].properties.location.allOf[1].required,parentSchema:schema11.allOf[2].properties.location.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!((key1 === "lat") || (key1 === "lon"))){
const err12 = {instancePath:instancePath+"/location",schemaPath:"#/allOf/2/properties/location/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema11.allOf[2].properties.location.allOf[2],data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data4.lat !== undefined){
let data5 = data4.lat;
if(!keyword0("number", data5, rootData)){
const err13 = {instancePath:instancePath+"/location/lat",schemaPath:"#/allOf/2/properties/location/allOf/2/properties/lat/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema11.allOf[2].properties.location.allOf[2].properties.lat.allOf[0],data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!keyword12(schema11.allOf[2].properties.location.allOf[2].properties.lat.allOf[1].range, data5, rootData)){
const err14 = {instancePath:instancePath+"/location/lat",schemaPath:"#/allOf/2/properties/location/allOf/2/properties/lat/allOf/1/range",keyword:"range",params:{},schema:schema11.allOf[2].properties.location.allOf[2].properties.lat.allOf[1].range,parentSchema:schema11.allOf[2].properties.location.allOf[2].properties.lat.allOf[1],data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data4.lon !== undefined){
let data6 = data4.lon;
if(!keyword0("number", data6, rootData)){
const err15 = {instancePath:instancePath+"/location/lon",schemaPath:"#/allOf/2/properties/location/allOf/2/properties/lon/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema11.allOf[2].properties.location.allOf[2].properties.lon.allOf[0],data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!keyword12(schema11.allOf[2].properties.location.allOf[2].properties.lon.allOf[1].range, data6, rootData)){
const err16 = {instancePath:instancePath+"/location/lon",schemaPath:"#/allOf/2/properties/location/allOf/2/properties/lon/allOf/1/range",keyword:"range",params:{},schema:schema11.allOf[2].properties.location.allOf[2].properties.lon.allOf[1].range,parentSchema:schema11.allOf[2].properties.location.allOf[2].properties.lon.allOf[1],data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
}
validate40.errors = vErrors;
return errors === 0;
}

outgoingMessageValidators.url = validate43;
const schema12 = outgoingMessageSchemas["url"];

function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema12.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.media === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "media"},schema:schema12.allOf[1].required,parentSchema:schema12.allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "sender") || (key0 === "tracking_data")) || (key0 === "min_api_version")) || (key0 === "keyboard")) || (key0 === "type")) || (key0 === "media"))){
const err2 = {instancePath,schemaPath:"#/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema12.allOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.sender !== undefined){
if(!(validate22(data.sender, {instancePath:instancePath+"/sender",parentData:data,parentDataProperty:"sender",rootData}))){
if(vErrors === null){ vErrors = validate22.errors; } else { vErrors.push(...validate22.errors); }
errors = vErrors.length;
}
}
if(data.tracking_data !== undefined){
let data1 = data.tracking_data;
if(!keyword0("string", data1, rootData)){
const err3 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema12.allOf[2].properties.tracking_data.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) > 4000){
const err4 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/1/maxLength",keyword:"maxLength",params:{limit: 4000},schema:4000,parentSchema:schema12.allOf[2].properties.tracking_data.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.min_api_version !== undefined){
let data2 = data.min_api_version;
if(!keyword0("number", data2, rootData)){
const err5 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema12.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema12.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1].type,parentSchema:schema12.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res0;
if((1 === 0 || (res0 = data2/1, res0 !== parseInt(res0)))){
const err7 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema12.allOf[2].properties.min_api_version.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema12.allOf[2].properties.min_api_version.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.keyboard !== undefined){
if(!(validate24(data.keyboard, {instancePath:instancePath+"/keyboard",parentData:data,parentDataProperty:"keyboard",rootData}))){
if(vErrors === null){ vErrors = validate24.errors; } else { vErrors.push(...validate24.errors); }
errors = vErrors.length;
}
}
if(data.media !== undefined){
let data4 = data.media;
if(!keyword0("string", data4, rootData)){
const err9 = {instancePath:instancePath+"/media",schemaPath:"#/allOf/2/properties/media/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema12.allOf[2].properties.media.allOf[0].allOf[0],data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err10 = {instancePath:instancePath+"/media",schemaPath:"#/allOf/2/properties/media/allOf/0/allOf/1/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema12.allOf[2].properties.media.allOf[0].allOf[1],data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(!keyword0("string", data4, rootData)){
const err11 = {instancePath:instancePath+"/media",schemaPath:"#/allOf/2/properties/media/allOf/1/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema12.allOf[2].properties.media.allOf[1].allOf[0],data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(typeof data4 === "string"){
if(func2(data4) > 2000){
const err12 = {instancePath:instancePath+"/media",schemaPath:"#/allOf/2/properties/media/allOf/1/allOf/1/maxLength",keyword:"maxLength",params:{limit: 2000},schema:2000,parentSchema:schema12.allOf[2].properties.media.allOf[1].allOf[1],data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
}
validate43.errors = vErrors;
return errors === 0;
}

outgoingMessageValidators.sticker = validate46;
const schema13 = outgoingMessageSchemas["sticker"];

function validate46(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema13.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.sticker_id === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "sticker_id"},schema:schema13.allOf[1].required,parentSchema:schema13.allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "sender") || (key0 === "tracking_data")) || (key0 === "min_api_version")) || (key0 === "keyboard")) || (key0 === "type")) || (key0 === "sticker_id"))){
const err2 = {instancePath,schemaPath:"#/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema13.allOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.sender !== undefined){
if(!(validate22(data.sender, {instancePath:instancePath+"/sender",parentData:data,parentDataProperty:"sender",rootData}))){
if(vErrors === null){ vErrors = validate22.errors; } else { vErrors.push(...validate22.errors); }
errors = vErrors.length;
}
}
if(data.tracking_data !== undefined){
let data1 = data.tracking_data;
if(!keyword0("string", data1, rootData)){
const err3 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema13.allOf[2].properties.tracking_data.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) > 4000){
const err4 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/1/maxLength",keyword:"maxLength",params:{limit: 4000},schema:4000,parentSchema:schema13.allOf[2].properties.tracking_data.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.min_api_version !== undefined){
let data2 = data.min_api_version;
if(!keyword0("number", data2, rootData)){
const err5 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema13.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema13.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1].type,parentSchema:schema13.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res0;
if((1 === 0 || (res0 = data2/1, res0 !== parseInt(res0)))){
const err7 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema13.allOf[2].properties.min_api_version.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema13.allOf[2].properties.min_api_version.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.keyboard !== undefined){
if(!(validate24(data.keyboard, {instancePath:instancePath+"/keyboard",parentData:data,parentDataProperty:"keyboard",rootData}))){
if(vErrors === null){ vErrors = validate24.errors; } else { vErrors.push(...validate24.errors); }
errors = vErrors.length;
}
}
if(data.sticker_id !== undefined){
let data4 = data.sticker_id;
if(!keyword0("number or string", data4, rootData)){
const err9 = {instancePath:instancePath+"/sticker_id",schemaPath:"#/allOf/2/properties/sticker_id/kind",keyword:"kind",params:{},schema:"number or string",parentSchema:schema13.allOf[2].properties.sticker_id,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
validate46.errors = vErrors;
return errors === 0;
}

outgoingMessageValidators.rich_media = validate49;
const schema14 = outgoingMessageSchemas["rich_media"];
const schema20 = outgoingMessageSchemas["carousel"];
const keyword152 = MESSAGE_KEYWORDS.maxCards;

function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema20.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.Buttons === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "Buttons"},schema:schema20.allOf[1].required,parentSchema:schema20.allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.Type === undefined){
const err2 = {instancePath,schemaPath:"#/allOf/2/required",keyword:"required",params:{missingProperty: "Type"},schema:schema20.allOf[2].required,parentSchema:schema20.allOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(!keyword152(6, data, rootData)){
const err3 = {instancePath,schemaPath:"#/allOf/3/maxCards",keyword:"maxCards",params:{},schema:6,parentSchema:schema20.allOf[3],data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "Type") || (key0 === "Buttons")) || (key0 === "ButtonsGroupColumns")) || (key0 === "ButtonsGroupRows")) || (key0 === "BgColor")) || (key0 === "HeightScale")) || (key0 === "FavoritesMetadata"))){
const err4 = {instancePath,schemaPath:"#/allOf/4/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema20.allOf[4],data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.Type !== undefined){
let data0 = data.Type;
if(!keyword0("string", data0, rootData)){
const err5 = {instancePath:instancePath+"/Type",schemaPath:"#/allOf/4/properties/Type/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema20.allOf[4].properties.Type.allOf[0],data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!(data0 === "rich_media")){
const err6 = {instancePath:instancePath+"/Type",schemaPath:"#/allOf/4/properties/Type/allOf/1/enum",keyword:"enum",params:{allowedValues: schema20.allOf[4].properties.Type.allOf[1].enum},schema:schema20.allOf[4].properties.Type.allOf[1].enum,parentSchema:schema20.allOf[4].properties.Type.allOf[1],data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.Buttons !== undefined){
let data1 = data.Buttons;
if(!keyword0("array", data1, rootData)){
const err7 = {instancePath:instancePath+"/Buttons",schemaPath:"#/allOf/4/properties/Buttons/allOf/0/kind",keyword:"kind",params:{},schema:"array",parentSchema:schema20.allOf[4].properties.Buttons.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(Array.isArray(data1)){
if(data1.length < 1){
const err8 = {instancePath:instancePath+"/Buttons",schemaPath:"#/allOf/4/properties/Buttons/allOf/1/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema20.allOf[4].properties.Buttons.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(!(validate25(data2, {instancePath:instancePath+"/Buttons/" + i0,parentData:data1,parentDataProperty:i0,rootData}))){
if(vErrors === null){ vErrors = validate25.errors; } else { vErrors.push(...validate25.errors); }
errors = vErrors.length;
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.ActionType !== undefined){
let data3 = data2.ActionType;
const _errs17 = errors;
const _errs18 = errors;
if(!((data3 === "location-picker") || (data3 === "share-phone"))){
const err9 = {};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var valid8 = _errs18 === errors;
if(valid8){
const err10 = {instancePath:instancePath+"/Buttons/" + i0+"/ActionType",schemaPath:"#/allOf/4/properties/Buttons/allOf/2/items/allOf/1/properties/ActionType/not",keyword:"not",params:{},schema:schema20.allOf[4].properties.Buttons.allOf[2].items.allOf[1].properties.ActionType.not,parentSchema:schema20.allOf[4].properties.Buttons.allOf[2].items.allOf[1].properties.ActionType,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
else {
errors = _errs17;
if(vErrors !== null){
if(_errs17){
vErrors.length = _errs17;
}
else {
vErrors = null;
}
}
}
}
}
}
}
}
if(data.ButtonsGroupColumns !== undefined){
let data4 = data.ButtonsGroupColumns;
if(!keyword0("number", data4, rootData)){
const err11 = {instancePath:instancePath+"/ButtonsGroupColumns",schemaPath:"#/allOf/4/properties/ButtonsGroupColumns/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema20.allOf[4].properties.ButtonsGroupColumns.allOf[0].allOf[0],data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!((typeof data4 == "number") && (isFinite(data4)))){
const err12 = {instancePath:instancePath+"/ButtonsGroupColumns",schemaPath:"#/allOf/4/properties/ButtonsGroupColumns/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema20.allOf[4].properties.ButtonsGroupColumns.allOf[0].allOf[1].type,parentSchema:schema20.allOf[4].properties.ButtonsGroupColumns.allOf[0].allOf[1],data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!keyword12(schema20.allOf[4].properties.ButtonsGroupColumns.allOf[1].range, data4, rootData)){
const err13 = {instancePath:instancePath+"/ButtonsGroupColumns",schemaPath:"#/allOf/4/properties/ButtonsGroupColumns/allOf/1/range",keyword:"range",params:{},schema:schema20.allOf[4].properties.ButtonsGroupColumns.allOf[1].range,parentSchema:schema20.allOf[4].properties.ButtonsGroupColumns.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.ButtonsGroupRows !== undefined){
let data5 = data.ButtonsGroupRows;
if(!keyword0("number", data5, rootData)){
const err14 = {instancePath:instancePath+"/ButtonsGroupRows",schemaPath:"#/allOf/4/properties/ButtonsGroupRows/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema20.allOf[4].properties.ButtonsGroupRows.allOf[0].allOf[0],data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!((typeof data5 == "number") && (isFinite(data5)))){
const err15 = {instancePath:instancePath+"/ButtonsGroupRows",schemaPath:"#/allOf/4/properties/ButtonsGroupRows/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema20.allOf[4].properties.ButtonsGroupRows.allOf[0].allOf[1].type,parentSchema:schema20.allOf[4].properties.ButtonsGroupRows.allOf[0].allOf[1],data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!keyword12(schema20.allOf[4].properties.ButtonsGroupRows.allOf[1].range, data5, rootData)){
const err16 = {instancePath:instancePath+"/ButtonsGroupRows",schemaPath:"#/allOf/4/properties/ButtonsGroupRows/allOf/1/range",keyword:"range",params:{},schema:schema20.allOf[4].properties.ButtonsGroupRows.allOf[1].range,parentSchema:schema20.allOf[4].properties.ButtonsGroupRows.allOf[1],data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.BgColor !== undefined){
let data6 = data.BgColor;
if(!keyword0("string", data6, rootData)){
const err17 = {instancePath:instancePath+"/BgColor",schemaPath:"#/allOf/4/properties/BgColor/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema20.allOf[4].properties.BgColor.allOf[0],data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(typeof data6 === "string"){
if(!pattern0.test(data6)){
const err18 = {instancePath:instancePath+"/BgColor",schemaPath:"#/allOf/4/properties/BgColor/allOf/1/pattern",keyword:"pattern",params:{pattern: "^#[0-9a-fA-F]{6}$"},schema:"^#[0-9a-fA-F]{6}$",parentSchema:schema20.allOf[4].properties.BgColor.allOf[1],data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data.HeightScale !== undefined){
let data7 = data.HeightScale;
if(!keyword0("number", data7, rootData)){
const err19 = {instancePath:instancePath+"/HeightScale",schemaPath:"#/allOf/4/properties/HeightScale/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema20.allOf[4].properties.HeightScale.allOf[0].allOf[0].allOf[0],data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!((typeof data7 == "number") && (isFinite(data7)))){
const err20 = {instancePath:instancePath+"/HeightScale",schemaPath:"#/allOf/4/properties/HeightScale/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema20.allOf[4].properties.HeightScale.allOf[0].allOf[0].allOf[1].type,parentSchema:schema20.allOf[4].properties.HeightScale.allOf[0].allOf[0].allOf[1],data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(!keyword12(schema20.allOf[4].properties.HeightScale.allOf[0].allOf[1].range, data7, rootData)){
const err21 = {instancePath:instancePath+"/HeightScale",schemaPath:"#/allOf/4/properties/HeightScale/allOf/0/allOf/1/range",keyword:"range",params:{},schema:schema20.allOf[4].properties.HeightScale.allOf[0].allOf[1].range,parentSchema:schema20.allOf[4].properties.HeightScale.allOf[0].allOf[1],data:data7};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!keyword16(3, data7, rootData)){
const err22 = {instancePath:instancePath+"/HeightScale",schemaPath:"#/allOf/4/properties/HeightScale/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:3,parentSchema:schema20.allOf[4].properties.HeightScale.allOf[1],data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.FavoritesMetadata !== undefined){
let data8 = data.FavoritesMetadata;
if(!keyword0("object", data8, rootData)){
const err23 = {instancePath:instancePath+"/FavoritesMetadata",schemaPath:"#/allOf/4/properties/FavoritesMetadata/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema20.allOf[4].properties.FavoritesMetadata.allOf[0],data:data8};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!keyword16(6, data8, rootData)){
const err24 = {instancePath:instancePath+"/FavoritesMetadata",schemaPath:"#/allOf/4/properties/FavoritesMetadata/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:6,parentSchema:schema20.allOf[4].properties.FavoritesMetadata.allOf[1],data:data8};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
validate52.errors = vErrors;
return errors === 0;
}


function validate49(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema14.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.rich_media === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "rich_media"},schema:schema14.allOf[1].required,parentSchema:schema14.allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "sender") || (key0 === "tracking_data")) || (key0 === "min_api_version")) || (key0 === "keyboard")) || (key0 === "type")) || (key0 === "rich_media")) || (key0 === "alt_text"))){
const err2 = {instancePath,schemaPath:"#/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema14.allOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.sender !== undefined){
if(!(validate22(data.sender, {instancePath:instancePath+"/sender",parentData:data,parentDataProperty:"sender",rootData}))){
if(vErrors === null){ vErrors = validate22.errors; } else { vErrors.push(...validate22.errors); }
errors = vErrors.length;
}
}
if(data.tracking_data !== undefined){
let data1 = data.tracking_data;
if(!keyword0("string", data1, rootData)){
const err3 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema14.allOf[2].properties.tracking_data.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) > 4000){
const err4 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/1/maxLength",keyword:"maxLength",params:{limit: 4000},schema:4000,parentSchema:schema14.allOf[2].properties.tracking_data.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.min_api_version !== undefined){
let data2 = data.min_api_version;
if(!keyword0("number", data2, rootData)){
const err5 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema14.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema14.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1].type,parentSchema:schema14.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res0;
if((1 === 0 || (res0 = data2/1, res0 !== parseInt(res0)))){
const err7 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema14.allOf[2].properties.min_api_version.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema14.allOf[2].properties.min_api_version.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.keyboard !== undefined){
if(!(validate24(data.keyboard, {instancePath:instancePath+"/keyboard",parentData:data,parentDataProperty:"keyboard",rootData}))){
if(vErrors === null){ vErrors = validate24.errors; } else { vErrors.push(...validate24.errors); }
errors = vErrors.length;
}
}
if(data.rich_media !== undefined){
if(!(validate52(data.rich_media, {instancePath:instancePath+"/rich_media",parentData:data,parentDataProperty:"rich_media",rootData}))){
if(vErrors === null){ vErrors = validate52.errors; } else { vErrors.push(...validate52.errors); }
errors = vErrors.length;
}
}
if(data.alt_text !== undefined){
let data5 = data.alt_text;
if(!keyword0("string", data5, rootData)){
const err9 = {instancePath:instancePath+"/alt_text",schemaPath:"#/allOf/2/properties/alt_text/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema14.allOf[2].properties.alt_text,data:data5};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
validate49.errors = vErrors;
return errors === 0;
}

outgoingMessageValidators.payment = validate55;
const schema15 = outgoingMessageSchemas["payment"];
const pattern5 = new RegExp("^[A-Z]{3}$", "u");

function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema15.allOf[0].allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.payment === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/0/allOf/1/required",keyword:"required",params:{missingProperty: "payment"},schema:schema15.allOf[0].allOf[1].required,parentSchema:schema15.allOf[0].allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "sender") || (key0 === "tracking_data")) || (key0 === "min_api_version")) || (key0 === "keyboard")) || (key0 === "type")) || (key0 === "payment"))){
const err2 = {instancePath,schemaPath:"#/allOf/0/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema15.allOf[0].allOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.sender !== undefined){
if(!(validate22(data.sender, {instancePath:instancePath+"/sender",parentData:data,parentDataProperty:"sender",rootData}))){
if(vErrors === null){ vErrors = validate22.errors; } else { vErrors.push(...validate22.errors); }
errors = vErrors.length;
}
}
if(data.tracking_data !== undefined){
let data1 = data.tracking_data;
if(!keyword0("string", data1, rootData)){
const err3 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/0/allOf/2/properties/tracking_data/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema15.allOf[0].allOf[2].properties.tracking_data.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) > 4000){
const err4 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/0/allOf/2/properties/tracking_data/allOf/1/maxLength",keyword:"maxLength",params:{limit: 4000},schema:4000,parentSchema:schema15.allOf[0].allOf[2].properties.tracking_data.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.min_api_version !== undefined){
let data2 = data.min_api_version;
if(!keyword0("number", data2, rootData)){
const err5 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/0/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema15.allOf[0].allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/0/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema15.allOf[0].allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1].type,parentSchema:schema15.allOf[0].allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res0;
if((1 === 0 || (res0 = data2/1, res0 !== parseInt(res0)))){
const err7 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/0/allOf/2/properties/min_api_version/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema15.allOf[0].allOf[2].properties.min_api_version.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/0/allOf/2/properties/min_api_version/allOf/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema15.allOf[0].allOf[2].properties.min_api_version.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.keyboard !== undefined){
if(!(validate24(data.keyboard, {instancePath:instancePath+"/keyboard",parentData:data,parentDataProperty:"keyboard",rootData}))){
if(vErrors === null){ vErrors = validate24.errors; } else { vErrors.push(...validate24.errors); }
errors = vErrors.length;
}
}
if(data.payment !== undefined){
let data4 = data.payment;
if(!keyword0("object", data4, rootData)){
const err9 = {instancePath:instancePath+"/payment",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[0],data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.type === undefined){
const err10 = {instancePath:instancePath+"/payment",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/1/required",keyword:"required",params:{missingProperty: "type"},schema:schema15.allOf[0].allOf[2].properties.payment.allOf[1].required,parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data4.total_price === undefined){
const err11 = {instancePath:instancePath+"/payment",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/1/required",keyword:"required",params:{missingProperty: "total_price"},schema:schema15.allOf[0].allOf[2].properties.payment.allOf[1].required,parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data4.currency_code === undefined){
const err12 = {instancePath:instancePath+"/payment",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/1/required",keyword:"required",params:{missingProperty: "currency_code"},schema:schema15.allOf[0].allOf[2].properties.payment.allOf[1].required,parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data4.payment_parameters === undefined){
const err13 = {instancePath:instancePath+"/payment",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/1/required",keyword:"required",params:{missingProperty: "payment_parameters"},schema:schema15.allOf[0].allOf[2].properties.payment.allOf[1].required,parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[1],data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!(((((key1 === "type") || (key1 === "description")) || (key1 === "total_price")) || (key1 === "currency_code")) || (key1 === "payment_parameters"))){
const err14 = {instancePath:instancePath+"/payment",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[2],data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data4.type !== undefined){
let data5 = data4.type;
if(!keyword0("string", data5, rootData)){
const err15 = {instancePath:instancePath+"/payment/type",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/2/properties/type/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[2].properties.type.allOf[0],data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!((data5 === "GooglePay") || (data5 === "ApplePay"))){
const err16 = {instancePath:instancePath+"/payment/type",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/2/properties/type/allOf/1/enum",keyword:"enum",params:{allowedValues: schema15.allOf[0].allOf[2].properties.payment.allOf[2].properties.type.allOf[1].enum},schema:schema15.allOf[0].allOf[2].properties.payment.allOf[2].properties.type.allOf[1].enum,parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[2].properties.type.allOf[1],data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data4.description !== undefined){
let data6 = data4.description;
if(!keyword0("string", data6, rootData)){
const err17 = {instancePath:instancePath+"/payment/description",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/2/properties/description/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[2].properties.description,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data4.total_price !== undefined){
let data7 = data4.total_price;
if(!keyword0("number", data7, rootData)){
const err18 = {instancePath:instancePath+"/payment/total_price",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/2/properties/total_price/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[2].properties.total_price.allOf[0],data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!((typeof data7 == "number") && (isFinite(data7)))){
const err19 = {instancePath:instancePath+"/payment/total_price",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/2/properties/total_price/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema15.allOf[0].allOf[2].properties.payment.allOf[2].properties.total_price.allOf[1].type,parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[2].properties.total_price.allOf[1],data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data4.currency_code !== undefined){
let data8 = data4.currency_code;
if(!keyword0("string", data8, rootData)){
const err20 = {instancePath:instancePath+"/payment/currency_code",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/2/properties/currency_code/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[2].properties.currency_code.allOf[0],data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(typeof data8 === "string"){
if(!pattern5.test(data8)){
const err21 = {instancePath:instancePath+"/payment/currency_code",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/2/properties/currency_code/allOf/1/pattern",keyword:"pattern",params:{pattern: "^[A-Z]{3}$"},schema:"^[A-Z]{3}$",parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[2].properties.currency_code.allOf[1],data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data4.payment_parameters !== undefined){
let data9 = data4.payment_parameters;
if(!keyword0("object or array", data9, rootData)){
const err22 = {instancePath:instancePath+"/payment/payment_parameters",schemaPath:"#/allOf/0/allOf/2/properties/payment/allOf/2/properties/payment_parameters/kind",keyword:"kind",params:{},schema:"object or array",parentSchema:schema15.allOf[0].allOf[2].properties.payment.allOf[2].properties.payment_parameters,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
}
}
if(!keyword16(10, data, rootData)){
const err23 = {instancePath,schemaPath:"#/allOf/1/apiLevel",keyword:"apiLevel",params:{},schema:10,parentSchema:schema15.allOf[1],data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
validate55.errors = vErrors;
return errors === 0;
}

outgoingMessageValidators["keyboard alone"] = validate58;
const schema16 = outgoingMessageSchemas["keyboard alone"];

function validate58(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!keyword0("object", data, rootData)){
const err0 = {instancePath,schemaPath:"#/allOf/0/kind",keyword:"kind",params:{},schema:"object",parentSchema:schema16.allOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.keyboard === undefined){
const err1 = {instancePath,schemaPath:"#/allOf/1/required",keyword:"required",params:{missingProperty: "keyboard"},schema:schema16.allOf[1].required,parentSchema:schema16.allOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "sender") || (key0 === "tracking_data")) || (key0 === "min_api_version")) || (key0 === "keyboard"))){
const err2 = {instancePath,schemaPath:"#/allOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema16.allOf[2],data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.sender !== undefined){
if(!(validate22(data.sender, {instancePath:instancePath+"/sender",parentData:data,parentDataProperty:"sender",rootData}))){
if(vErrors === null){ vErrors = validate22.errors; } else { vErrors.push(...validate22.errors); }
errors = vErrors.length;
}
}
if(data.tracking_data !== undefined){
let data1 = data.tracking_data;
if(!keyword0("string", data1, rootData)){
const err3 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema16.allOf[2].properties.tracking_data.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) > 4000){
const err4 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/allOf/2/properties/tracking_data/allOf/1/maxLength",keyword:"maxLength",params:{limit: 4000},schema:4000,parentSchema:schema16.allOf[2].properties.tracking_data.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.min_api_version !== undefined){
let data2 = data.min_api_version;
if(!keyword0("number", data2, rootData)){
const err5 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema16.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema16.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1].type,parentSchema:schema16.allOf[2].properties.min_api_version.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res0;
if((1 === 0 || (res0 = data2/1, res0 !== parseInt(res0)))){
const err7 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema16.allOf[2].properties.min_api_version.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/allOf/2/properties/min_api_version/allOf/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema16.allOf[2].properties.min_api_version.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.keyboard !== undefined){
if(!(validate24(data.keyboard, {instancePath:instancePath+"/keyboard",parentData:data,parentDataProperty:"keyboard",rootData}))){
if(vErrors === null){ vErrors = validate24.errors; } else { vErrors.push(...validate24.errors); }
errors = vErrors.length;
}
}
}
validate58.errors = vErrors;
return errors === 0;
}

outgoingMessageValidators["unknown type"] = validate61;
const schema17 = outgoingMessageSchemas["unknown type"];

function validate61(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.sender !== undefined){
if(!(validate22(data.sender, {instancePath:instancePath+"/sender",parentData:data,parentDataProperty:"sender",rootData}))){
if(vErrors === null){ vErrors = validate22.errors; } else { vErrors.push(...validate22.errors); }
errors = vErrors.length;
}
}
if(data.tracking_data !== undefined){
let data1 = data.tracking_data;
if(!keyword0("string", data1, rootData)){
const err0 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/properties/tracking_data/allOf/0/kind",keyword:"kind",params:{},schema:"string",parentSchema:schema17.properties.tracking_data.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) > 4000){
const err1 = {instancePath:instancePath+"/tracking_data",schemaPath:"#/properties/tracking_data/allOf/1/maxLength",keyword:"maxLength",params:{limit: 4000},schema:4000,parentSchema:schema17.properties.tracking_data.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
if(data.min_api_version !== undefined){
let data2 = data.min_api_version;
if(!keyword0("number", data2, rootData)){
const err2 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/properties/min_api_version/allOf/0/allOf/0/allOf/0/kind",keyword:"kind",params:{},schema:"number",parentSchema:schema17.properties.min_api_version.allOf[0].allOf[0].allOf[0],data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!((typeof data2 == "number") && (isFinite(data2)))){
const err3 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/properties/min_api_version/allOf/0/allOf/0/allOf/1/type",keyword:"type",params:{type: "number"},schema:schema17.properties.min_api_version.allOf[0].allOf[0].allOf[1].type,parentSchema:schema17.properties.min_api_version.allOf[0].allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
let res0;
if((1 === 0 || (res0 = data2/1, res0 !== parseInt(res0)))){
const err4 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/properties/min_api_version/allOf/0/allOf/1/multipleOf",keyword:"multipleOf",params:{multipleOf: 1},schema:1,parentSchema:schema17.properties.min_api_version.allOf[0].allOf[1],data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err5 = {instancePath:instancePath+"/min_api_version",schemaPath:"#/properties/min_api_version/allOf/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema17.properties.min_api_version.allOf[1],data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.keyboard !== undefined){
if(!(validate24(data.keyboard, {instancePath:instancePath+"/keyboard",parentData:data,parentDataProperty:"keyboard",rootData}))){
if(vErrors === null){ vErrors = validate24.errors; } else { vErrors.push(...validate24.errors); }
errors = vErrors.length;
}
}
}
validate61.errors = vErrors;
return errors === 0;
}

outgoingMessageValidators.sender = validate22;

outgoingMessageValidators.keyboard = validate24;

outgoingMessageValidators.carousel = validate52;

outgoingMessageValidators.button = validate25;
